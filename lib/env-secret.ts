import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./make-folder";

/** True for localhost, names under it and loopback addresses: there browsers count plain http as secure. */
export function isLocalName(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname.endsWith(".localhost") || /^(?:127\.[\d.]+|\[::1\])$/.test(hostname)
  );
}

const placeholder = /change.?(?:me|this)|replace.?(?:me|this)|your.?secret|placeholder|example|password/i;

/** Why this cannot be a master secret, if so: shorter than 32 characters, a placeholder, or too uniform (CR1). */
export function secretProblem(secret: string): string[] {
  const way = "Make one with: openssl rand -base64 32";
  if (secret.length < 32) return [`LODGE_SECRET is too short; it needs at least 32 characters. ${way}`];
  if (placeholder.test(secret)) return [`LODGE_SECRET is a placeholder that anyone could guess. ${way}`];
  if (new Set(secret).size < 8) return [`LODGE_SECRET is too regular to be a secret. ${way}`];
  return [];
}

/**
 * Why no secret may be made in DATA_DIR, if so: what lies there was written with another one, which the settings gave, or
 * nothing lies there and `mayBegin` says that nothing shall (a command of the operator's, O4).
 */
export function noSecretHere(dataDir: string, mayBegin: boolean): string | undefined {
  if (existsSync(join(dataDir, "secret"))) return undefined;
  const way = "give the settings that Lodge is started with, all of them (docs/run-it.md shows how).";
  if (existsSync(join(dataDir, "postgres.json")))
    return `LODGE_SECRET is missing: what lies in ${dataDir} was made with one; ${way}`;
  return mayBegin ? undefined : `No LODGE_SECRET is set and ${dataDir} holds no demo; ${way}`;
}

/**
 * The demo's own secret, 256 random bits as base64url in DATA_DIR/secret (mode 0600), made at the first call.
 * Several processes may call at once; all get the same one.
 */
export function keptSecret(dataDir: string): string {
  const path = join(dataDir, "secret");
  const held = () => {
    const secret = readFileSync(path, "utf8").trim();
    if (secret.length < 32) throw new Error("The kept secret is damaged.");
    return secret;
  };
  try {
    return held();
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOENT") throw problem;
  }
  makeFolder(dataDir);
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flush: true });
  try {
    // a link fails when another process was first, and never shows half a file
    linkSync(draft, path);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
  } finally {
    rmSync(draft, { force: true });
  }
  return held();
}
