import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { browsers } from "@/db/schema/access";
import { guestNotice } from "@/emails/guest-notice";
import type { ContactActor } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/host";
import { deviceInWords } from "@/lib/devices/rules";
import { letterheadOf } from "@/lib/firms/letterhead";
import { longDayOf, timeOf } from "@/lib/format";
import { enqueue } from "@/lib/messages/enqueue";
import type { Asker } from "./asker";

type Ask = {
  firm: Firm;
  asker: Asker;
  email: string;
  task: { id: string; title: string; requestId: string };
  guestId: string;
  endsAt: Date;
};

/** Mails the contact whom it let answer which task, and how to stop it: whoever did not ask reads it here (A18). */
export async function tellAsker(tx: Tx, client: ContactActor, ask: Ask): Promise<void> {
  const { firm, asker, task } = ask;
  const now = new Date();
  const [browser] = await tx
    .select({ browser: browsers.name, system: browsers.system })
    .from(browsers)
    .where(and(eq(browsers.firmId, client.firmId), eq(browsers.id, client.browserId)));
  const at = `${timeOf(now, firm)} on ${longDayOf(now, firm)}`;
  await enqueue(tx, client.firmId, {
    kind: "guest_notice",
    // without the guest's id: it goes out also when the guest is stopped before
    dedupeKey: `guest_notice:${ask.guestId}`,
    to: asker.email,
    contactId: client.contactId,
    requestId: task.requestId,
    sender: { name: firm.name, replyTo: null },
    letter: guestNotice({
      ...letterheadOf(firm),
      firstName: asker.firstName,
      guestEmail: ask.email,
      taskTitle: task.title,
      at: browser ? `${at}, in ${deviceInWords(browser)}` : at,
      endsOn: longDayOf(ask.endsAt, firm),
      link: `${firm.origin}/tasks/${task.id}`,
    }),
  });
}
