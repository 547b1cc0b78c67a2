import { seeOther, type PublicPost } from "@/lib/access/public-post";
import { askLoginLink } from "@/lib/logins/ask-login-link";

/** What follows a press that asks for a link to set a password: one page for known and unknown (L3, L5). */
export async function loginLinkAnswer(post: PublicPost, page: "create" | "help"): Promise<Response> {
  const { firm, browserToken, proof, from, form } = post;
  const typed = form.getAll("email");
  const only = typed.length === 1 ? (typed[0] ?? "") : "";
  const asked = await askLoginLink(firm, only, browserToken, from, proof);
  if (asked.kind === "asked") return seeOther(`/login/sent?for=${page}`);
  if (asked.kind === "closed") return seeOther("/login");
  return seeOther(`/login/${page}?problem=${asked.kind === "limit" ? "limit" : "email"}`);
}
