// What the front itself answers, before Next or in its place: one small page, one sentence or one problem, by who asks.
import { createHash } from "node:crypto";
import { STATUS_CODES } from "node:http";

const look =
  "body{margin:0;background:#f6f5f2;color:#1f2421;font:1.0625rem/1.55 system-ui,sans-serif}" +
  "main{max-width:30rem;margin:12vh auto 0;padding:0 1.25rem}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}p{margin:0}";
const policy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(look).digest("base64")}'; ` +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What each says: to somebody who reads a page, to somebody whose page goes on, and to a program. */
export const answers = {
  busy: {
    status: 503,
    code: "away",
    title: "The portal is very busy just now",
    page: "Very many people are here at once. This page tries again by itself in a few seconds.",
    sent: "Very many people are here at once, so this was not saved. Wait a few seconds, then load this page again: your browser asks whether to send it once more, and what you wrote goes with it.",
    program: "Very many requests are here at once. Nothing was done: try again in a few seconds.",
  },
  away: {
    status: 503,
    code: "away",
    title: "The portal can’t do this just now",
    page: "What was saved is safe. This page tries again by itself in a few seconds.",
    sent: "What was saved is safe. Wait a few seconds, then load this page again: your browser asks whether to send it once more, and what you wrote goes with it.",
    program: "Lodge cannot do this just now. Nothing is lost: try again in a moment.",
  },
  malformed: {
    status: 400,
    code: "invalid",
    title: "This address can’t be read",
    page: "It may have been cut short or changed on its way. Open the link from our email again, or go to your requests.",
    program: "The address is not written as an address: a percent sign in it stands for nothing.",
  },
  foreign: {
    status: 403,
    code: "forbidden",
    title: "This did not come from a page of the portal",
    page: "Nothing was saved. Open the portal again, then do it there.",
    program: "This did not come from a page of the portal.",
  },
};

const page = ({ title, ...words }, isSent, seconds) =>
  '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">' +
  '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">' +
  // a press is never sent twice by itself
  (seconds !== undefined && !isSent ? `<meta http-equiv="refresh" content="${seconds}">` : "") +
  `<title>${title}</title><style>${look}</style></head><body><main><h1>${title}</h1><p>${(isSent && words.sent) || words.page}` +
  (seconds === undefined ? ' <a href="/">Go to the portal.</a>' : "") +
  "</p></main></body></html>";

const problem = ({ status, code, program }, request) =>
  JSON.stringify({
    type: "about:blank",
    title: STATUS_CODES[status],
    status,
    code,
    detail: program,
    request_id: request.headers["x-lodge-request"],
  });

/** What the answer is written in: JSON for the API, a page for whoever asks for one, a sentence for a script. */
function written(answer, request, path, seconds) {
  const { headers, method } = request;
  if (/^\/api\//i.test(path)) return ["application/problem+json", problem(answer, request)];
  // exactly so: Next hands only this type's words to the page that called an action
  if (headers["next-action"] !== undefined)
    return ["text/plain", answer === answers.busy ? "busy" : answer.program];
  if (!/text\/html/.test(headers.accept ?? "")) return ["text/plain; charset=utf-8", `${answer.program}\n`];
  const isSent = method !== "GET" && method !== "HEAD";
  return ["text/html; charset=utf-8", page(answer, isSent, seconds)];
}

/** Answers in Next's place; `seconds` is when to come again. The mark that it is Lodge's own is set before. */
export function answerWith(answer, request, response, path, seconds) {
  const [type, body] = written(answer, request, path, seconds);
  response.writeHead(answer.status, {
    "Content-Type": type,
    "Content-Length": Buffer.byteLength(body),
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    ...(seconds === undefined ? {} : { "Retry-After": String(seconds) }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
