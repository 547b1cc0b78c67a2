import type { APIRequestContext } from "playwright";

/** A mail as the demo's mailbox shows it; `link` is the first address in it that opens something. */
export type BoxMail = { page: string; link: string };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The ids of the mails in the box, newest first, to one address and with a subject like `about`. */
async function idsTo(request: APIRequestContext, base: string, to: string, about: RegExp): Promise<string[]> {
  const html = await (await request.get(`${base}/mailbox`)).text();
  const item = /<a href="\/mailbox\/([0-9a-f-]{36})">([^<]*)<\/a>(.*?)<\/li>/gs;
  return [...html.matchAll(item)]
    .filter(([, , subject = "", rest = ""]) => about.test(subject) && rest.includes(to))
    .map(([, id = ""]) => id);
}

/** How many such mails there are now: ask before doing what sends one. */
export const countMails = async (request: APIRequestContext, base: string, to: string, about: RegExp) =>
  (await idsTo(request, base, to, about)).length;

/** Waits until there is one more than `before` and returns the newest. Throws after half a minute. */
export async function newMail(
  request: APIRequestContext,
  base: string,
  { to, about, before }: { to: string; about: RegExp; before: number },
): Promise<BoxMail> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await pause(250)) {
    const ids = await idsTo(request, base, to, about);
    const [id] = ids;
    if (ids.length <= before || !id) continue;
    const text = await (await request.get(`${base}/mailbox/${id}?text`)).text();
    const link = /https?:\/\/\S+\/(?:m|sign-in)\/\S+/.exec(text)?.[0];
    if (link) return { page: `${base}/mailbox/${id}`, link };
  }
  throw new Error(
    `No mail to ${to} came to ${base}/mailbox. A person gets a few sign-in mails in a quarter of an hour only: wait, then run it again.`,
  );
}
