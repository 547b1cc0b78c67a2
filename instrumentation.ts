/** Next calls this once before the first request: the worker that sends mail and sweeps begins here. */
export async function register(): Promise<void> {
  // compiled for the Edge as well, where there is neither database nor disk
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startWorker, stopWorker } = await import("@/lib/messages/worker");
  const { closeStreams } = await import("@/lib/live/hub");
  startWorker();
  // the front asks for this when the process is told to stop (scripts/front.mjs)
  Object.assign(globalThis, {
    [Symbol.for("lodge.stop")]: () => Promise.all([closeStreams(), stopWorker()]),
  });
}
