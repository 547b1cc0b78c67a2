/** Next calls this once before the first request: the worker that sends mail and sweeps begins here. */
export async function register(): Promise<void> {
  // compiled for the Edge as well, where there is neither database nor disk
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startWorker } = await import("@/lib/messages/worker");
  startWorker();
}
