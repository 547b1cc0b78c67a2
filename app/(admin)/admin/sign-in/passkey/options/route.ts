import { optionsAnswer } from "@/lib/access/public-post";
import { staffPost } from "@/lib/access/staff-post";
import { rpOfHost } from "@/lib/factors/rp";
import { staffPasskeyOptions } from "@/lib/factors/sign-in-with-passkey";

/** What "Use a passkey" on the sign-in page asks the browser for (F4); the same for everybody. */
export async function POST(request: Request): Promise<Response> {
  return staffPost(request, async ({ host, browser, from }) =>
    optionsAnswer(await staffPasskeyOptions({ host, browserToken: browser.token, from }, rpOfHost(host))),
  );
}
