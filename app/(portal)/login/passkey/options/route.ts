import { optionsAnswer, publicPost } from "@/lib/access/public-post";
import { loginPasskeyOptions } from "@/lib/factors/log-in-with-passkey";
import { rpOf } from "@/lib/factors/rp";

/** What "Use a passkey" on the login page asks the browser for (L9); the same for everybody. */
export async function POST(request: Request): Promise<Response> {
  return publicPost(request, "/login", async ({ firm, origin, browserToken, agent, from }) => {
    const here = { firmId: firm.id, browser: { token: browserToken, agent }, from };
    return optionsAnswer(await loginPasskeyOptions(here, rpOf(firm, origin)));
  });
}
