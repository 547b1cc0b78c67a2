/** `lost`: this browser holds no key that opens anything here; `away`: no answer just now. */
export type Proven = "proven" | "lost" | "away";

const ended = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("closed"));
  });

/** The browser's one key pair, whose private half no script can read; `make` makes it where there is none (A14). */
async function keyHere(make: boolean): Promise<CryptoKeyPair | undefined> {
  const opening = indexedDB.open("lodge", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  const kept = await ended(opening);
  const find = (store: IDBObjectStore) => ended(store.get("device") as IDBRequest<CryptoKeyPair | undefined>);
  try {
    const held = await find(kept.transaction("keys").objectStore("keys"));
    if (held || !make) return held;
    const made = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    const change = kept.transaction("keys", "readwrite");
    const store = change.objectStore("keys");
    // another tab may have made one meanwhile: the first stays
    const first = await find(store);
    if (!first) store.put(made, "device");
    await new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = reject;
    });
    return first ?? made;
  } finally {
    kept.close();
  }
}

const post = (path: string, fields: Record<string, string> = {}) =>
  fetch(path, { method: "POST", body: new URLSearchParams(fields) });

const publicHalf = async ({ publicKey }: CryptoKeyPair): Promise<string> =>
  JSON.stringify(await crypto.subtle.exportKey("jwk", publicKey));

/** What a press or a proof hands over (lib/access/device-key.ts). */
export type Signed = { key: string; nonce: string; signature: string };

async function signedBy(pair: CryptoKeyPair): Promise<Signed | undefined> {
  const given = await post("/devices/proof/nonce");
  if (!given.ok || given.redirected) return undefined;
  const nonce = await given.text();
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signed = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(nonce));
  const signature = btoa(String.fromCharCode(...new Uint8Array(signed)));
  return { key: await publicHalf(pair), nonce, signature };
}

/** Signs what the server gives, so that for ten minutes this browser's devices are open (A14). */
export async function proveKey(): Promise<Proven> {
  const pair = await keyHere(false).catch(() => undefined);
  if (!pair) return "lost";
  try {
    const signed = await signedBy(pair);
    if (!signed) return "away";
    const { status } = await post("/devices/proof", signed);
    return status === 204 ? "proven" : status === 403 ? "lost" : "away";
  } catch {
    return "away";
  }
}

/** What a press that claims or asks is signed with, by a key made for it where there is none; undefined where none can be made. */
export async function signPress(): Promise<Signed | undefined> {
  try {
    const pair = await keyHere(true);
    return pair && (await signedBy(pair));
  } catch {
    return undefined;
  }
}
