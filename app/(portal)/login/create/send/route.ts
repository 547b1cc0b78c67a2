import { publicPost } from "@/lib/access/public-post";
import { loginLinkAnswer } from "../../login-link-answer";

/** "Create account" (L3): the same answer for every address. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/create", (post) => loginLinkAnswer(post, "create"));
}
