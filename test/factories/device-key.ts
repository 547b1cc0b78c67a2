import { generateKeyPairSync, sign } from "node:crypto";
import { publicKeyOf } from "@/lib/access/device-proof";

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
