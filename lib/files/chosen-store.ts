import "server-only";
import { env } from "@/lib/env";
import { diskStore } from "./disk-store";
import type { FileStore } from "./store";

const slot = Symbol.for("lodge.file-store");
// Next bundles routes and actions apart; both must know which parts are synced
const shared = globalThis as unknown as Record<symbol, FileStore | undefined>;

/** The store this installation keeps files in: FILES_DIR on the local disk. */
export const fileStore = (): FileStore => (shared[slot] ??= diskStore(env().filesDir));
