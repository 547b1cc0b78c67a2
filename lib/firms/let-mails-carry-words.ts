import "server-only";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import type { StaffActor } from "@/lib/access/actor";
import { mayUse } from "@/lib/access/permissions";
import { record } from "@/lib/audit/record";
import { insist } from "@/lib/refused";
import { no, yes } from "@/lib/verdict";
import { mailsCarryWords } from "./mails-carry-words";

/** An owner or admin says whether mails carry the words of comments and answers (P4). It holds from the next mail on. */
export async function letMailsCarryWords(staff: StaffActor, carry: boolean): Promise<void> {
  insist(
    mayUse(staff.role, "settings.write") ? yes : no("Only an owner or admin of the firm can change this."),
  );
  await withFirm(staff, async (tx) => {
    if ((await mailsCarryWords(tx, staff.firmId)) === carry) return;
    await tx.update(firms).set({ mailsCarryWords: carry }).where(eq(firms.id, staff.firmId));
    await record(tx, staff, carry ? "firm.words_mailed" : "firm.words_kept_from_mails");
  });
}
