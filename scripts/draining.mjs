/**
 * Follows a server's connections. The function it returns ends them: those without a request at once, each other one when
 * its answer is out; it resolves when none is left. Node's own close leaves those that a browser opened ahead, or goes on
 * with after a stream's end.
 */
export function follow(server) {
  const underWay = new Map();
  let draining = false;
  const leave = (socket) => {
    if (draining && underWay.get(socket) === 0) socket.destroySoon();
  };
  server.on("connection", (socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  server.prependListener("request", ({ socket }, response) => {
    if (draining) response.shouldKeepAlive = false;
    if (!underWay.has(socket)) return;
    underWay.set(socket, underWay.get(socket) + 1);
    response.once("close", () => {
      if (!underWay.has(socket)) return;
      underWay.set(socket, underWay.get(socket) - 1);
      leave(socket);
    });
  });
  return () =>
    new Promise((done) => {
      draining = true;
      server.close(done);
      for (const socket of underWay.keys()) leave(socket);
    });
}
