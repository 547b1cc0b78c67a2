import "server-only";
import { and, asc, eq } from "drizzle-orm";
import { withFirm, type Tx } from "@/db/client";
import { staffMembers } from "@/db/schema/staff";
import { earlierWords, requests } from "@/db/schema/work";
import type { StaffActor } from "@/lib/access/actor";
import { allOf, visibleRequests } from "@/lib/access/conditions";

type Kept = Pick<typeof earlierWords.$inferInsert, "requestId" | "taskId" | "title" | "body" | "details">;

/** Keeps what a sent request or task said until now, in the transaction that changes it. */
export async function keepEarlierWords(tx: Tx, staff: StaffActor, words: Kept): Promise<void> {
  await tx.insert(earlierWords).values({ ...words, firmId: staff.firmId, replacedBy: staff.staffId });
}

/** What a request and its tasks said before they were changed, oldest first, with who changed them and when. */
export async function earlierWordsOf(staff: StaffActor, requestId: string) {
  return withFirm(staff, (tx) =>
    tx
      .select({
        id: earlierWords.id,
        taskId: earlierWords.taskId,
        title: earlierWords.title,
        body: earlierWords.body,
        replacedAt: earlierWords.replacedAt,
        replacedBy: staffMembers.name,
      })
      .from(earlierWords)
      .innerJoin(
        requests,
        and(eq(requests.firmId, earlierWords.firmId), eq(requests.id, earlierWords.requestId)),
      )
      .innerJoin(
        staffMembers,
        and(eq(staffMembers.firmId, earlierWords.firmId), eq(staffMembers.id, earlierWords.replacedBy)),
      )
      .where(allOf(visibleRequests(staff), eq(requests.id, requestId)))
      .orderBy(asc(earlierWords.replacedAt), asc(earlierWords.id)),
  );
}

export type EarlierWords = Awaited<ReturnType<typeof earlierWordsOf>>[number];
