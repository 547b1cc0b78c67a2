import { cookieNames, noCookie, typedCookie } from "@/lib/access/cookies";
import { publicPost, seeOther } from "@/lib/access/public-post";
import { lookAtLoginLink, setPassword, type PasswordAnswer } from "@/lib/logins/set-password";
import { Refused } from "@/lib/refused";

type Context = { params: Promise<{ token: string }> };

/** "Reset password" (L5): sets it, logs nobody in, and leads to the login page. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const page = `/reset/${encodeURIComponent(token)}`;
  return publicPost(request, page, async ({ firm, from, form }) => {
    const typed = form.getAll("password");
    let answer: PasswordAnswer;
    // the link is used up with the answer: whose it is, is asked before, so that the login page knows the address
    const link = await lookAtLoginLink(firm.id, token);
    try {
      const password = typed.length === 1 ? (typed[0] ?? "") : "";
      answer = await setPassword(firm, { token, password }, from);
    } catch (problem) {
      if (problem instanceof Refused && problem.code === "limit") return seeOther(`${page}?problem=busy`);
      throw problem;
    }
    if (answer.kind === "set")
      return seeOther(
        "/login?with=password&said=set",
        noCookie(cookieNames.login),
        noCookie(cookieNames.challenge),
        typedCookie(link?.email ?? ""),
      );
    if (answer.kind === "refused") return seeOther(`${page}?problem=${answer.problem}`);
    return seeOther(answer.kind === "limit" ? `${page}?problem=limit` : page);
  });
}
