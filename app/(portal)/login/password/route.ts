import { challengeCookie, cookieNames, loginCookie, noCookie, typedCookie } from "@/lib/access/cookies";
import { insidePath, one, publicPost, seeOther } from "@/lib/access/public-post";
import { logInWithPassword, type LogInAnswer } from "@/lib/logins/log-in";
import { Refused } from "@/lib/refused";
import { earlierOf } from "../door-answer";

const busy = (said: string): Response =>
  new Response(`${said}\n`, {
    status: 503,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "5" },
  });

/** "Log in with password" (L1): in, or on to the second step; every "no" looks alike (L12). */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async ({ firm, browserToken, proof, agent, from, form }) => {
    const to = insidePath(form.get("to"));
    const again = `/login?with=password${to === "/" ? "" : `&to=${encodeURIComponent(to)}`}`;
    let answer: LogInAnswer;
    try {
      const typed = { email: one(form, "email"), password: one(form, "password") };
      const browser = { token: browserToken, agent, earlier: earlierOf(request), proof };
      answer = await logInWithPassword(firm.id, typed, browser, from);
    } catch (problem) {
      if (problem instanceof Refused && problem.code === "limit") return busy(problem.message);
      throw problem;
    }
    if (answer.kind === "closed") return seeOther("/login");
    if (answer.kind === "wrong") return seeOther(`${again}&problem=wrong`, typedCookie(one(form, "email")));
    const { kind, token } = answer.step;
    if (kind === "in") return seeOther(to, loginCookie(token), noCookie(cookieNames.challenge));
    return seeOther(
      kind === "factor" ? "/login/second" : "/login/enrol",
      challengeCookie(token),
      noCookie(cookieNames.login),
    );
  });
}
