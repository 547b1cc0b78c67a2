import { generateKeyPairSync, sign } from "node:crypto";
import { eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { devices } from "@/db/schema/access";
import type { ContactActor } from "@/lib/access/actor";
import { newNonce, publicKeyOf } from "@/lib/access/device-proof";

/** A browser's key as WebCrypto makes it: its public half as it is stored, and what signs with the other. */
export function testKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const stored = publicKeyOf(
    JSON.stringify({ ...publicKey.export({ format: "jwk" }), ext: true, key_ops: [] }),
  );
  if (!stored) throw new Error("That is a key.");
  const signs = (nonce: string): string =>
    sign("sha256", Buffer.from(nonce), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64");
  return { publicKey: stored, signs };
}

/** The fields of a press that this key signs now, in a browser of this name. */
export function pressFields(firmId: string, browserToken: string, key: ReturnType<typeof testKey>) {
  const nonce = newNonce(firmId, browserToken);
  return { key: key.publicKey, nonce, signature: key.signs(nonce) };
}

/** A device of a factory, as if its claim had been signed with this key. */
export async function keyedDevice(device: ContactActor, publicKey: string): Promise<void> {
  await withFirm(device, (tx) =>
    tx.update(devices).set({ publicKey }).where(eq(devices.id, device.deviceId)),
  );
}
