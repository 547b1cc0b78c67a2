import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { newToken } from "@/lib/crypto";
import { revokeAll } from "@/lib/devices/revoke-all";
import { testDatabase } from "@/test/db";
import { testDevice, testFirm, type TestFirm } from "@/test/factories/firm";
import { signOutDevice } from "./enter-device";
import { endedHere } from "./ended-here";

let f: TestFirm;
let browser: string;

beforeEach(async () => {
  await testDatabase();
  f = await testFirm();
  browser = newToken();
});

const device = () => testDevice(f.firmId, f.contact.contactId, browser);
const change = (id: string | undefined, values: Record<string, unknown>) =>
  withFirm(f, (tx) =>
    tx
      .update(devices)
      .set(values)
      .where(eq(devices.id, id ?? "")),
  );
const why = (firmId = f.firmId) => endedHere(firmId, { login: undefined, browser });

test("[A12] the door says that a device was revoked, and nothing of one that its owner signed out", async () => {
  const { deviceId } = await device();
  expect(await why()).toBeUndefined();
  await revokeAll(f.staff, f.contact.contactId);
  expect(await why()).toBe("revoked");
  expect(await why((await testFirm()).firmId)).toBeUndefined();
  await change(deviceId, { endedAt: sql`now() - interval '61 days'` });
  expect(await why()).toBeUndefined();
  await signOutDevice(await device());
  expect(await why()).toBeUndefined();
});

test("[A5] the door says that thirty days are over, until the device is claimed anew", async () => {
  const { deviceId } = await device();
  await change(deviceId, {
    claimedAt: sql`now() - interval '30 days'`,
    endsAt: sql`now() - interval '1 second'`,
  });
  expect(await why()).toBe("over");
  await device();
  expect(await why()).toBeUndefined();
});

test("[L13] of a changed address the door says only that the device was signed out, and nothing of a deleted contact", async () => {
  const { deviceId } = await device();
  await change(deviceId, { endedAt: sql`now()`, endedHow: "email_changed" });
  expect(await why()).toBe("revoked");
  await deleteContact(f.staff, f.contact.contactId);
  expect(await why()).toBeUndefined();
});

test("[A17] where two people used one browser the door says nothing of either", async () => {
  await device();
  await revokeAll(f.staff, f.contact.contactId);
  await testDevice(f.firmId, f.other.contactId, browser);
  await revokeAll(f.staff, f.other.contactId);
  expect(await why()).toBeUndefined();
});

test("[L6] the door says that a login ended, whatever the device was", async () => {
  await device();
  expect(await endedHere(f.firmId, { login: newToken(), browser })).toBe("login");
});
