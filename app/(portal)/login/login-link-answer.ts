import { typedCookie } from "@/lib/access/cookies";
import { one, seeOther, type PublicPost } from "@/lib/access/public-post";
import { askLoginLink } from "@/lib/logins/ask-login-link";

/** What follows a press that asks for a link to set a password: one page for known and unknown (L3, L5). */
export async function loginLinkAnswer(post: PublicPost, page: "create" | "help"): Promise<Response> {
  const { firm, browserToken, proof, from, form } = post;
  const typed = one(form, "email");
  const asked = await askLoginLink(firm, typed, browserToken, from, proof);
  if (asked.kind === "asked") return seeOther(`/login/sent?for=${page}`);
  if (asked.kind === "closed") return seeOther("/login");
  return seeOther(`/login/${page}?problem=${asked.kind === "limit" ? "limit" : "email"}`, typedCookie(typed));
}
