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

/** Signs what the server gives, so that for ten minutes this browser's devices are open (A14). */
export async function proveKey(make = false): Promise<Proven> {
  const pair = await keyHere(make).catch(() => undefined);
  if (!pair) return "lost";
  try {
    const given = await post("/devices/proof/nonce");
    if (!given.ok || given.redirected) return "away";
    const nonce = await given.text();
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const signed = await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(nonce));
    const signature = btoa(String.fromCharCode(...new Uint8Array(signed)));
    const { status } = await post("/devices/proof", { key: await publicHalf(pair), nonce, signature });
    return status === 204 ? "proven" : status === 403 ? "lost" : "away";
  } catch {
    return "away";
  }
}

/** Binds the device that was just claimed to this browser's key, proven before; false where it stays with its cookie. */
export async function bindKey(): Promise<boolean> {
  try {
    if ((await proveKey(true)) !== "proven") return false;
    const pair = await keyHere(false);
    return (
      pair !== undefined && (await post("/devices/bind", { key: await publicHalf(pair) })).status === 204
    );
  } catch {
    return false;
  }
}
