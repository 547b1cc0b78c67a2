import { fork } from "node:child_process";
import { once } from "node:events";

/** Starts the stage, and ends it after the last test. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stage = fork("e2e/stage.ts", {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ready = await Promise.race([
    once(stage, "message").then(([said]) => said as { port: number; control: number }),
    once(stage, "exit").then(() => {
      throw new Error("The stage ended before it was ready.");
    }),
  ]);
  process.env["STAGE_PORT"] = String(ready.port);
  process.env["STAGE_CONTROL"] = String(ready.control);
  return async () => {
    stage.kill("SIGTERM");
    await once(stage, "exit");
  };
}
