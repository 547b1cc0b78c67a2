// Loaded into a child with --import: ends it when the process that started it is gone, even by kill -9.
// The parent holds the other end of descriptor 3; LODGE_LIFELINE names the parent, so that grandchildren skip it.
import { Socket } from "node:net";

if (process.env.LODGE_LIFELINE === String(process.ppid)) {
  const line = new Socket({ fd: 3, readable: true, writable: false });
  line.on("error", () => undefined);
  line.on("close", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), Number(process.env.LODGE_LIFELINE_MS ?? 3000)).unref();
  });
  line.resume();
  line.unref();
}
