import { publicPost } from "@/lib/access/public-post";
import { loginLinkAnswer } from "../../login-link-answer";

/** "Get help signing in" (L5): the same answer for every address. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login/help", (post) => loginLinkAnswer(post, "help"));
}
