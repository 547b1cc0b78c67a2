/**
 * Watches an answer. `head(status, given)` is called before its head goes out and may set headers; a function that it
 * returns answers instead, and what comes after is dropped. `out` is called once when the process's part is done: at the
 * end, when the reader is slower than the process, or when the reader is gone.
 */
export function watchAnswer(request, response, { head, out }) {
  const own = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
  };
  let isBegun = false;
  let isReplaced = false;
  let isOut = false;
  const done = () => {
    if (isOut) return;
    isOut = true;
    out();
  };
  response.once("close", done);
  // one that waits behind another on the same connection has no close of its own
  request.once("aborted", done);
  response.writeHead = (status, ...given) => {
    if (isReplaced) return response;
    isBegun = true;
    const instead = response.headersSent ? undefined : head(status, given);
    if (!instead) return own.writeHead(status, ...given);
    isReplaced = true;
    for (const name of [
      "content-type",
      "content-length",
      "content-encoding",
      "transfer-encoding",
      "etag",
      "vary",
    ])
      response.removeHeader(name);
    instead({ writeHead: own.writeHead, end: own.end });
    done();
    return response;
  };
  const begin = () => {
    if (!isBegun && !response.headersSent) response.writeHead(response.statusCode);
  };
  response.write = (...given) => {
    begin();
    if (isReplaced) return true;
    const takesMore = own.write(...given);
    if (!takesMore) done();
    return takesMore;
  };
  response.end = (...given) => {
    begin();
    if (!isReplaced) own.end(...given);
    done();
    return response;
  };
}
