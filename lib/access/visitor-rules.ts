export type Visitor = { visitor: "person" | "machine"; reason: string };

/** "bot" as a word or a name's end; CUBOT makes phones. */
const bots = /(?<!\bcu)bots?(?![a-z])|\bbot/i;
const scanners =
  /crawl|spider|slurp|preview|scan|proofpoint|mimecast|barracuda|safelinks|urldefense|headless|phantom|curl|wget|python|java\/|go-http|okhttp|axios|node|libwww|facebookexternalhit|whatsapp|telegram|slack|discord|skype|microsoft office|ms-office|outlook-express|googleimageproxy|yahoomailproxy/i;

/**
 * Tells a machine's visit of a link from a person's, for what staff see (A3). It decides nothing: no visit
 * ever claims. A visit is a machine's when it is a HEAD, a prefetch or preview, names itself one, sends no
 * language, or says that no person navigated. What remains is counted as a person.
 */
export function visitorOf(method: string, sent: Pick<Headers, "get">): Visitor {
  const machine = (reason: string): Visitor => ({ visitor: "machine", reason });
  if (method !== "GET") return machine("asked for headers only");
  const purpose = `${sent.get("sec-purpose") ?? ""} ${sent.get("purpose") ?? ""} ${sent.get("x-moz") ?? ""}`;
  if (/prefetch|prerender|preview/i.test(purpose)) return machine("fetched ahead");
  const agent = sent.get("user-agent") ?? "";
  if (!agent) return machine("no browser named");
  if (bots.test(agent) || scanners.test(agent)) return machine("names itself a program");
  if (!sent.get("accept-language")) return machine("no language");
  const mode = sent.get("sec-fetch-mode");
  if (mode !== null && mode !== "navigate") return machine("not a page visit");
  return { visitor: "person", reason: "opened in a browser" };
}

/** True when a browser goes to a page of its own: no HEAD, no prefetch or preview, no picture or frame (A3, A7). */
export function isVisit(method: string, sent: Pick<Headers, "get">): boolean {
  if (method !== "GET" || sent.get("purpose") || sent.get("sec-purpose") || sent.get("x-moz")) return false;
  const [mode, dest] = [sent.get("sec-fetch-mode"), sent.get("sec-fetch-dest")];
  return (mode === null || mode === "navigate") && (dest === null || dest === "document");
}

/**
 * Whether a browser keeps what a page stores, so that a device may be bound to a key there (A14). WebKit deletes it after
 * seven days without a visit: Safari, and every browser of iPhone and iPad (DECISIONS 12).
 */
export function keepsKeys(agent: string): boolean {
  if (/iPhone|iPod|iPad|CriOS\/|FxiOS\/|EdgiOS\/|OPiOS\//.test(agent)) return false;
  return /Chrome\/|Chromium\/|Firefox\//.test(agent);
}

const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/FxiOS\/|Firefox\//, "Firefox"],
  [/CriOS\/|Chrome\/|Chromium\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** Browser and system in words, from the User-Agent: "Chrome", "Android". */
export function browserInWords(agent: string): { browser: string; system: string } {
  const named = (list: [RegExp, string][], other: string) =>
    list.find(([form]) => form.test(agent))?.[1] ?? other;
  return { browser: named(browsers, "Another browser"), system: named(systems, "another system") };
}
