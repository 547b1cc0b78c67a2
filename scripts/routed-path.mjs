/** True of a path that the router cannot read: percent signs that stand for nothing, or a zero byte. */
export function isMalformed(path) {
  if (!path.includes("%")) return false;
  try {
    return decodeURIComponent(path).includes("\0");
  } catch {
    return true;
  }
}

/** The path as Next will route it: without query, unescaped, slashes one at a time. */
export function routedPath(url) {
  const path = url.split("?", 1)[0];
  if (!/%|\/\/|\\|\/\./.test(path)) return path;
  try {
    const plain = decodeURIComponent(path);
    // what is escaped twice is unescaped once by Next, and its dots lead nowhere there
    if (plain.includes("%")) return path;
    return new URL(plain.replace(/[\\/]+/g, "/"), "http://page").pathname;
  } catch {
    return path;
  }
}

/**
 * What a request asks for in the usual form, a path. A client may write the whole address there, and then its host counts,
 * not the Host header (RFC 9112, 3.2.2). Undefined when it is neither.
 */
export function plainTarget(url) {
  if (url.startsWith("/")) return { url };
  const [, host, path] = /^https?:\/\/([^/?#\\@]+)([/?][^#]*)?$/i.exec(url) ?? [];
  if (host === undefined) return undefined;
  return { host, url: path === undefined ? "/" : path.startsWith("?") ? `/${path}` : path };
}
