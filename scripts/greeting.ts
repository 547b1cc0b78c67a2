import type { Env } from "@/lib/env";
import { outOfSupport } from "./node-support";

/** The Node that runs Lodge, and the day. */
const running = () => ({ version: process.versions.node, now: new Date() });

/** What the person who started Lodge reads: where staff and clients go in, where the data lies, how to stop. */
export function greeting(env: Env, database: string, node = running()): string[] {
  const base = env.lodgeUrl.origin;
  const row = (name: string, text: string) => `  ${name.padEnd(9)}${text}`;
  const mailbox = env.mode === "demo" && !env.smtpUrl && !env.resendApiKey;
  const mailIn = mailbox ? `the mail arrives in ${base}/mailbox` : "the mail goes out by your mail provider";
  const lines = [
    "",
    `Lodge is running at ${base}${env.mode === "demo" ? "  (a demo: invented firms, this machine only)" : ""}`,
  ];
  if (env.mode === "demo") {
    lines.push(row("Staff", `${base}/admin  – type ana@hillandco.example; ${mailIn}`));
    lines.push(
      row(
        "Clients",
        `${base}/  – ${mailbox ? "or open a mail that already waits in the mailbox" : "or follow the link in a mail"}`,
      ),
    );
    const other = `${env.lodgeUrl.protocol}//brightwater.${env.lodgeUrl.host}`;
    lines.push(row("2nd firm", `${other}  – its staff: ${other}/admin, type cleo@brightwater.example`));
  } else {
    lines.push(row("Staff", `${base}/admin  – type your address; the mail brings the way in`));
    lines.push(row("Clients", "by the links they are mailed, or at their firm's own address"));
    lines.push(row("No firm?", "npm run -s lodge -- firm create   makes one"));
  }
  lines.push(row("Data", `${env.dataDir}  (database: ${database})`));
  if (env.s3) lines.push(row("Files", `the bucket ${env.s3.bucket} at ${env.s3.endpoint}`));
  const old = outOfSupport(node.version, node.now);
  if (old) lines.push(row("Node", old));
  lines.push(row("Stop", "Ctrl+C"), "");
  return lines;
}
