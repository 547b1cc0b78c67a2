import { isOwn } from "./own-words";

const tries = 6;
let began = false;

/**
 * From now on what this page sends while Lodge is too busy goes again by itself when Lodge says so: a press of an action, or
 * the next page's parts. Nothing was done of it, and meanwhile the page stays as it is, with what is typed on it; Next would
 * show its own error, or leave the page.
 */
export function bePatient(): void {
  if (began || typeof window === "undefined") return;
  began = true;
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    for (let nth = 1; ; nth++) {
      const answer = await plain(input, init);
      const sent = new Headers(init?.headers);
      if (
        answer.status !== 503 ||
        nth === tries ||
        !isOwn(answer) ||
        !(sent.has("next-action") || sent.has("rsc"))
      )
        return answer;
      const seconds = Math.min(Number(answer.headers.get("retry-after")) || 1, 30);
      await new Promise((go) => setTimeout(go, seconds * 1_000));
    }
  };
}
