import { isOwn } from "./own-words";

const tries = 6;
const [fewest, most] = [1, 30];
let began = false;

const secondsOf = (answer: Response): number =>
  Math.min(most, Math.max(fewest, Number(answer.headers.get("Retry-After")) || fewest));

/** What Next sends in a page that is open: a press of an action, or the next page's parts. */
const isOfPage = (init: RequestInit | undefined): boolean => {
  const headers = new Headers(init?.headers);
  return headers.has("Next-Action") || headers.has("RSC");
};

/**
 * From now on what this page sends while Lodge is too busy goes again by itself when Lodge says so. Nothing was done of it,
 * and meanwhile the page stays as it is, with what is typed on it; Next would show its own error, or leave the page.
 */
export function bePatient(): void {
  if (began || typeof window === "undefined") return;
  began = true;
  const plain = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    for (let nth = 1; ; nth++) {
      const answer = await plain(input, init);
      if (answer.status !== 503 || nth === tries || !isOwn(answer) || !isOfPage(init)) return answer;
      await new Promise((resolve) => setTimeout(resolve, secondsOf(answer) * 1_000));
    }
  };
}
