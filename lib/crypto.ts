import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/lib/env";

/** Where a ciphertext lives. It opens nowhere else: moved to another row or column it is refused (CR3). */
export type Place = { table: string; column: string; firmId: string; rowId: string };

/** Master secrets, the present one first; the others only open what they once sealed (CR2). */
export type Masters = readonly [Uint8Array, ...Uint8Array[]];

/** A stored secret that is damaged, moved, or sealed by a key that is no longer there. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** The keys of each master secret, derived once: there are a few purposes, and every request needs some of them. */
const derived = new WeakMap<Uint8Array, Map<string, Buffer>>();

/** A 256-bit key for one purpose out of a master secret (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Uint8Array, purpose: string): Buffer {
  const keys = derived.get(master) ?? new Map<string, Buffer>();
  derived.set(master, keys);
  const key = keys.get(purpose) ?? Buffer.from(hkdfSync("sha256", master, "lodge", purpose, keyBytes));
  keys.set(purpose, key);
  return key;
}

/** The public name of a master secret, written into everything it seals: 8 hex digits. */
export function keyId(master: Uint8Array): string {
  return deriveKey(master, "key id").subarray(0, 4).toString("hex");
}

/** 256 random bits as base64url (43 characters). Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 of a token, as hex: what the database keeps and looks up. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Compares two secrets in constant time, whatever their lengths (CR5). */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}

/** Encrypts a text for one place: `v1.<key id>.<nonce>.<ciphertext>.<tag>`, AES-256-GCM, random 96-bit nonce. */
export function sealText(text: string, place: Place, masters: Masters = [env().secret]): string {
  return seal(Buffer.from(text, "utf8"), "text", place, masters);
}

/** Opens what sealText wrote for this same place. Throws SealBroken when it is damaged, moved or of an unknown key. */
export function openText(sealed: string, place: Place, masters: Masters = [env().secret]): string {
  return open(sealed, "text", place, masters).toString("utf8");
}

/** Encrypts a file's own 256-bit key for its row, in the form of sealText. */
export function wrapKey(key: Uint8Array, place: Place, masters: Masters = [env().secret]): string {
  if (key.length !== keyBytes) throw new RangeError("A file key is 32 bytes.");
  return seal(key, "file key", place, masters);
}

/** Opens a wrapped file key. Throws SealBroken when it is damaged, moved or of an unknown key. */
export function unwrapKey(wrapped: string, place: Place, masters: Masters = [env().secret]): Buffer {
  return open(wrapped, "file key", place, masters);
}

function seal(plain: Uint8Array, purpose: string, place: Place, [master]: Masters): string {
  const kid = keyId(master);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", placeKey(master, purpose, place), nonce, {
    authTagLength: tagBytes,
  });
  cipher.setAAD(boundTo(kid, purpose, place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ["v1", kid, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(
    ".",
  );
}

function open(sealed: string, purpose: string, place: Place, masters: Masters): Buffer {
  const [version, kid = "", ...parts] = sealed.split(".");
  const master = masters.find((one) => keyId(one) === kid);
  const [nonce, body, tag] = parts.map((part) => Buffer.from(part, "base64url"));
  if (
    version !== "v1" ||
    parts.length !== 3 ||
    nonce?.length !== nonceBytes ||
    tag?.length !== tagBytes ||
    !body
  ) {
    throw new SealBroken("This is not something Lodge sealed.");
  }
  if (!master) throw new SealBroken(`Sealed with the key ${kid}, which is not here.`);
  const decipher = createDecipheriv("aes-256-gcm", placeKey(master, purpose, place), nonce, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(boundTo(kid, purpose, place));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw new SealBroken(`${place.table}.${place.column} of ${place.rowId} is damaged or was moved here.`);
  }
}

/** One key for each column, so that no key meets enough random nonces for two to be alike (CR4). */
const placeKey = (master: Uint8Array, purpose: string, { table, column }: Place): Buffer =>
  deriveKey(master, `${purpose}|${table}|${column}`);

function boundTo(kid: string, purpose: string, { table, column, firmId, rowId }: Place): Buffer {
  const parts = ["v1", kid, purpose, table, column, firmId, rowId];
  if (parts.some((part) => part.includes("|"))) throw new RangeError("The parts of a place contain no bar.");
  return Buffer.from(parts.join("|"), "utf8");
}
