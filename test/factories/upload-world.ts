import { createHash } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { files } from "@/db/schema/conversation";
import { requestRecipients, workItems } from "@/db/schema/work";
import type { ContactActor } from "@/lib/access/actor";
import { cookieNames } from "@/lib/access/cookies";
import { enterDevice } from "@/lib/access/enter-device";
import { newToken } from "@/lib/crypto";
import { env } from "@/lib/env";
import { diskStore } from "@/lib/files/disk-store";
import { s3Store } from "@/lib/files/s3-store";
import { testContact, testDevice, testFirm, type TestFirm } from "./firm";

/** False where the same tests run once more on S3, which has no folders to look into. */
export const onDisk = process.env["S3_ENDPOINT"] === undefined;

/** A firm of its own with a sent upload task, somebody who may answer it, and the store these tests run on. */
export async function uploadWorld() {
  const firm = await testFirm();
  const { s3 } = env();
  const root = await mkdtemp(join(tmpdir(), "lodge-files-"));
  return {
    ...firm,
    taskId: firm.tasks.upload,
    root,
    store: s3 ? s3Store(s3) : diskStore(root),
    ...(await newContact(firm, true)),
  };
}

export type UploadWorld = Awaited<ReturnType<typeof uploadWorld>>;

/** One more contact on a browser of its own, with the cookies of it; a recipient of the request or not. */
export async function newContact(
  of: TestFirm,
  recipient: boolean,
): Promise<{ client: ContactActor; cookie: string }> {
  const { contactId } = await testContact(of.staff, of.clientId);
  if (recipient) {
    await withFirm(of, (tx) =>
      tx.insert(requestRecipients).values({ firmId: of.firmId, requestId: of.requestId, contactId }),
    );
  }
  const browserToken = newToken();
  const client = await testDevice(of.firmId, contactId, browserToken);
  const { sessionToken } = await enterDevice(client);
  const cookie = `${cookieNames.browser}=${browserToken}; ${cookieNames.session}=${sessionToken}`;
  return { client, cookie };
}

/** Completes the work item, or sets it back, as staff do. */
export async function setCompleted(
  { firmId, workItemId, staff }: TestFirm,
  completed: boolean,
): Promise<void> {
  const change = completed
    ? { status: "completed" as const, completedAt: new Date(), completedBy: staff.staffId }
    : { status: "in_progress" as const, completedAt: null, completedBy: null };
  await withFirm({ firmId }, (tx) =>
    tx
      .update(workItems)
      .set(change)
      .where(and(eq(workItems.firmId, firmId), eq(workItems.id, workItemId))),
  );
}

/** The rows of a firm's files, oldest first. */
export const fileRows = (firmId: string) =>
  withFirm({ firmId }, (tx) =>
    tx.select().from(files).where(eq(files.firmId, firmId)).orderBy(files.createdAt, files.id),
  );

export const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
