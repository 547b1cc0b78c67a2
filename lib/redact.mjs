// The one place that takes secrets out of what is logged: plain Node, for the front (scripts/front.mjs) logs before Next is there.

const hidden = "<redacted>";

/** Parts of an address whose next part is a token: /m/…, /g/…, /view/…, /reset/…, /devices/revoke/…, /admin/sign-in/…. */
const before = ["m", "g", "view", "reset", "devices/revoke", "admin/sign-in"];
const secretPath = new RegExp(
  `((?:/|%2f|\\\\)(?:${before.join("|")})(?:/|%2f|\\\\)+)[^/?#\\s"'<>\\\\]+`,
  "gi",
);
const secretQuery = /([?&](?:token|code|key|secret|email)=)[^&#\s"'<>]*/gi;
/** A key of the API, wherever it stands. */
const programKey = /lodge_[\w-]{43}/g;
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:)[^@\s/]+@/gi;
/** As long as a token, in the letters of one, each of which may be written with a percent sign. */
const tokenLong = /(?:[\w-]|%[0-9a-f]{2}){43,}/gi;

/**
 * A text as it may stand in a log: tokens in addresses, by place and by shape, and passwords in URLs taken out (LK11, LG3).
 * @param {string} text
 * @returns {string}
 */
export function redact(text) {
  return text
    .replace(secretPath, `$1${hidden}`)
    .replace(secretQuery, `$1${hidden}`)
    .replace(urlPassword, `$1${hidden}@`)
    .replace(programKey, hidden)
    .replace(tokenLong, hidden);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A piece of a token, or an address of mail. */
const tokenLike = /[\w-]{20}|@/;
const longest = 200;

/** Percent coding read as far as it makes sense; what does not stays as it is. */
const decoded = (/** @type {string} */ path) =>
  path.replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));

/**
 * What a path comes to, however it is spelt: without scheme, host and query, unescaped to the end, dots and slashes resolved.
 * @param {string} url
 * @returns {string[]}
 */
function segmentsOf(url) {
  let path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i, "").replace(/[?#][^]*$/, "");
  for (let layers = 0; layers < 5 && /%[0-9a-f]{2}/i.test(path); layers++) path = decoded(path);
  /** @type {string[]} */
  const segments = [];
  for (const segment of path.split(/[\\/]+/)) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments;
}

/**
 * A request's address for the log: what the router makes of it, every part that holds or may hold a token taken out, and
 * no query (LK11, LG3).
 * @param {string | undefined} url
 * @returns {string}
 */
export function loggablePath(url) {
  const segments = segmentsOf(url ?? "");
  const shown = segments.map((segment, nth) => {
    if (uuid.test(segment)) return segment;
    const names = segments.slice(Math.max(0, nth - 2), nth).map((name) => name.toLowerCase());
    const isNamed = before.includes(names.at(-1) ?? "") || before.includes(names.join("/"));
    return isNamed || tokenLike.test(segment) ? hidden : segment;
  });
  const path = `/${shown.join("/")}`;
  return path.length > longest ? `${path.slice(0, longest)}…` : path;
}
