import "server-only";
import { env } from "@/lib/env";
import { diskStore } from "./disk-store";
import { s3Store } from "./s3-store";
import type { FileStore } from "./store";

const slot = Symbol.for("lodge.file-store");
// Next bundles routes and actions apart; both must know which parts are synced
const shared = globalThis as unknown as Record<symbol, FileStore | undefined>;

const chosen = (): FileStore => {
  const { s3, filesDir } = env();
  return s3 ? s3Store(s3) : diskStore(filesDir);
};

/** The store this installation keeps files in: a bucket where S3_… is set, else FILES_DIR on the local disk. */
export const fileStore = (): FileStore => (shared[slot] ??= chosen());
