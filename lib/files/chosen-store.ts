import "server-only";
import { env } from "@/lib/env";
import { diskStore } from "./disk-store";
import type { FileStore } from "./store";

let chosen: FileStore | undefined;

/** The store this installation keeps files in: FILES_DIR on the local disk. */
export const fileStore = (): FileStore => (chosen ??= diskStore(env().filesDir));
