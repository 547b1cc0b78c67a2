import "server-only";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";
import type { Delivery, Outcome, Transport } from "./transport";

export type MailboxMail = Delivery & { at: string };

const folderOf = (dataDir: string) => join(dataDir, "mailbox");
const nameForm = /^\d{13}-[0-9a-f-]{36}\.json$/;

/** The built-in mailbox of demo mode: every mail is a file under DATA_DIR/mailbox. Never in production (S4). */
export function mailboxTransport(dataDir: string): Transport {
  return {
    repeatable: false,
    async deliver(mail: Delivery): Promise<Outcome> {
      try {
        await keepMail(folderOf(dataDir), mail);
        return { kind: "sent", providerId: mail.id };
      } catch {
        return { kind: "retry", problem: "The mailbox folder could not be written." };
      }
    },
  };
}

async function keepMail(folder: string, mail: Delivery): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = new Date();
  const path = join(folder, `${at.getTime()}-${mail.id}.json`);
  await writeFile(`${path}.part`, JSON.stringify({ ...mail, at: at.toISOString() } satisfies MailboxMail), {
    mode: 0o600,
  });
  await rename(`${path}.part`, path);
}

/** True in demo mode without a mail provider: the only time the mailbox exists. */
export const hasMailbox = (): boolean => {
  const { mode, smtpUrl, resendApiKey } = env();
  return mode === "demo" && !smtpUrl && !resendApiKey;
};

/** The newest 200 mails of the mailbox, newest first. */
export async function mailboxMails(dataDir: string): Promise<MailboxMail[]> {
  const names = (await readdir(folderOf(dataDir)).catch(() => [])).filter((name) => nameForm.test(name));
  const newest = names.sort().reverse().slice(0, 200);
  return Promise.all(newest.map((name) => readMail(dataDir, name)));
}

/** One mail of the mailbox by its message id; undefined when there is none. */
export async function mailboxMail(dataDir: string, id: string): Promise<MailboxMail | undefined> {
  const names = await readdir(folderOf(dataDir)).catch(() => []);
  const name = names.find((one) => nameForm.test(one) && one.endsWith(`-${id}.json`));
  return name ? readMail(dataDir, name) : undefined;
}

async function readMail(dataDir: string, name: string): Promise<MailboxMail> {
  return JSON.parse(await readFile(join(folderOf(dataDir), name), "utf8")) as MailboxMail;
}
