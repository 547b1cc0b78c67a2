import "server-only";
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, statfs, writeFile, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { orRefuse, writeAll } from "./disk-writes";
import { PartSyncs } from "./part-syncs";
import { insistKey, insistPrefix, partBytes, PartMissing, type FileStore, type StoredPart } from "./store";

const readBytes = partBytes / 8;
const keptFree = 64 * 1024 * 1024;

const isMissing = (problem: unknown): boolean => (problem as NodeJS.ErrnoException).code === "ENOENT";
const orMissing = (name: string) => (problem: unknown) => {
  throw isMissing(problem) ? new PartMissing(name) : problem;
};
const movedCodes = new Set(["ENOENT", "ENOTEMPTY", "EEXIST"]);
function isMoved(problem: unknown): boolean {
  const { code = "", syscall } = problem as NodeJS.ErrnoException;
  return problem instanceof PartMissing || (movedCodes.has(code) && syscall !== "mkdir");
}

/**
 * Files on a local disk. An object is a folder of its parts: `incoming/<key>/<index>.<tag>` while it is sent, then
 * the whole folder is renamed to `kept/<key>` in one step, parts and folders synced before. A part is synced while
 * the next one comes, so that a power cut costs an unfinished upload at most its parts, which the finish notices.
 */
export function diskStore(root: string): FileStore {
  const at = (area: "incoming" | "kept", key: string): string => {
    insistKey(key);
    return join(/* turbopackIgnore: true */ root, area, key);
  };

  const syncs = new PartSyncs();

  return {
    putPart: (key, index, source) =>
      orRefuse(async () => {
        const folder = at("incoming", key);
        await makeFolder(root, folder);
        const tag = randomBytes(8).toString("hex");
        const path = join(/* turbopackIgnore: true */ folder, `${String(index)}.${tag}`);
        // begun again meanwhile, its folder is gone: nothing was kept
        const handle = await open(path, "wx", 0o600).catch(orMissing(path));
        try {
          await writeAll(handle, source);
          await syncs.settled(key);
        } catch (problem) {
          await handle.close().catch(() => undefined);
          await rm(path, { force: true }).catch(() => undefined);
          throw problem;
        }
        syncs.begin(key, path, handle);
        return tag;
      }),

    complete: (key, parts) =>
      orRefuse(async () => {
        const [from, to] = [at("incoming", key), at("kept", key)];
        const names = parts.map(({ tag }, index) => `${String(index)}.${tag}`);
        await syncs.settled(key);
        if (!(await isFolder(to))) {
          try {
            await insistParts(from, names, parts);
            for (const name of await readdir(from))
              if (!names.includes(name))
                await rm(join(/* turbopackIgnore: true */ from, name), { force: true });
            for (const name of names)
              if (!syncs.has(key, name)) await syncPath(join(/* turbopackIgnore: true */ from, name));
            await syncPath(from);
            await makeFolder(root, dirname(to));
            await rename(from, to);
          } catch (problem) {
            if (!isMoved(problem)) throw problem;
            // another complete of the same object was faster, or the parts are gone: what lies in `to` says which
          }
        }
        await insistParts(to, names, parts);
        await syncPath(dirname(to));
        await syncPath(dirname(from));
        syncs.forget(key);
      }),

    read: (key, from, to, parts) =>
      readParts(
        async () => ((await isFolder(at("kept", key))) ? at("kept", key) : at("incoming", key)),
        from,
        to,
        parts,
      ),

    remove: (key) =>
      orRefuse(async () => {
        syncs.forget(key);
        // in the order of a complete's rename, which may run meanwhile and must leave nothing behind
        for (const area of ["incoming", "kept"] as const)
          await rm(at(area, key), { recursive: true, force: true, maxRetries: 3 });
      }),

    removePart: (key, index, tag) =>
      orRefuse(() =>
        rm(join(/* turbopackIgnore: true */ at("incoming", key), `${String(index)}.${tag}`), { force: true }),
      ),

    unfinished: (prefix, before) =>
      orRefuse(async () => {
        insistPrefix(prefix);
        const folder = join(/* turbopackIgnore: true */ root, "incoming", prefix);
        const names = await readdir(folder).catch((problem: unknown) => {
          if (isMissing(problem)) return [];
          throw problem;
        });
        const old: string[] = [];
        for (const name of names) {
          const touched = await stat(join(/* turbopackIgnore: true */ folder, name)).catch(() => undefined);
          if (touched && touched.mtime < before) old.push(`${prefix}/${name}`);
        }
        return old;
      }),

    hasRoom: (bytes) =>
      orRefuse(async () => {
        await mkdir(root, { recursive: true, mode: 0o700 });
        const disk = await statfs(root);
        return disk.bavail * disk.bsize - keptFree > bytes;
      }),

    check: () =>
      orRefuse(async () => {
        await mkdir(root, { recursive: true, mode: 0o700 });
        const probe = join(/* turbopackIgnore: true */ root, `.probe-${randomBytes(8).toString("hex")}`);
        try {
          await writeFile(probe, "ready", { mode: 0o600 });
        } finally {
          await rm(probe, { force: true }).catch(() => undefined);
        }
      }),
  };
}

async function* readParts(
  folderOf: () => Promise<string>,
  from: number,
  to: number,
  parts: StoredPart[],
): AsyncGenerator<Uint8Array> {
  let folder = await orRefuse(folderOf);
  const opened = async (name: string): Promise<FileHandle> => {
    const found = () => orRefuse(() => open(join(/* turbopackIgnore: true */ folder, name), "r"));
    try {
      return await found();
    } catch (problem) {
      if (!isMissing(problem)) throw problem;
    }
    // a complete may have moved the parts while they are read
    folder = await orRefuse(folderOf);
    return found().catch(orMissing(name));
  };
  for (let at = from; at < to;) {
    const index = Math.floor(at / partBytes);
    const part = parts[index];
    if (!part) throw new PartMissing(`Part ${String(index)} is not named.`);
    const start = at - index * partBytes;
    const end = Math.min(part.bytes, to - index * partBytes);
    const name = `${String(index)}.${part.tag}`;
    const handle = await opened(name);
    try {
      yield* bytesOf(handle, start, end);
    } finally {
      await handle.close();
    }
    if (end <= start) throw new PartMissing(name);
    at = index * partBytes + end;
  }
}

async function* bytesOf(handle: FileHandle, start: number, end: number): AsyncGenerator<Uint8Array> {
  const read = (position: number) => {
    const length = Math.min(readBytes, end - position);
    return orRefuse(() => handle.read(Buffer.allocUnsafeSlow(length), 0, length, position));
  };
  for (let position = start; position < end;) {
    const { buffer, bytesRead } = await read(position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Each part is there and as long as it was. Throws PartMissing. */
async function insistParts(folder: string, names: string[], parts: StoredPart[]): Promise<void> {
  await Promise.all(
    names.map(async (name, index) => {
      const found = await stat(join(/* turbopackIgnore: true */ folder, name)).catch(orMissing(name));
      if (found.size !== parts[index]?.bytes) throw new PartMissing(name);
    }),
  );
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    (problem: unknown) => {
      if (isMissing(problem)) return false;
      throw problem;
    },
  );

/** Makes a folder and syncs each folder above it that was new, up to the root. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= dirname(first).length && made.length > 1; made = dirname(made)) {
    await syncPath(dirname(made));
    if (made === root) break;
  }
}

/** Syncs a file or a folder. */
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (problem) {
    // Windows and some network disks cannot sync a folder; there the rename itself is what can be had
    if (!["EINVAL", "EISDIR", "EPERM", "ENOTSUP"].includes((problem as NodeJS.ErrnoException).code ?? ""))
      throw problem;
  } finally {
    await handle.close();
  }
}
