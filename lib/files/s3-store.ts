import "server-only";
import { randomBytes } from "node:crypto";
import type { S3Settings } from "@/lib/env-s3";
import { PartSlots } from "./part-slots";
import { refusedBy, s3Service, S3Problem, type S3Limits, type S3Service } from "./s3-service";
import { numberOf, partsOf, tagOf, uploadIdOf } from "./s3-tags";
import { spooled } from "./spool";
import { insistKey, insistPrefix, partBytes, PartMissing, type FileStore, type StoredPart } from "./store";

/** A browser gives up on a chunk after a minute without a sign: waiting and sending stay under it together. */
const usual: S3Limits & { parts: number; patienceMs: number } = {
  connectMs: 3_000,
  requestMs: 30_000,
  parts: 8,
  patienceMs: 20_000,
};
const readBytes = 2 * 1024 * 1024;
const readTries = 3;

const isGone = ({ status, code }: S3Problem) => status === 404 && code !== "NoSuchBucket";
const partCodes = new Set(["InvalidPart", "InvalidPartOrder", "EntityTooSmall", "InvalidRange"]);
const isMissing = (problem: S3Problem) => isGone(problem) || partCodes.has(problem.code);

/** What the service says becomes the store's "no", or a part that is missing; everything else goes on up. */
async function orRefuse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof S3Problem)) throw problem;
    throw isMissing(problem) ? new PartMissing(problem.message) : refusedBy(problem);
  }
}

/** Does what it can: nothing there, or a service that does not know the act, is no error. */
async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (problem) {
    if (problem instanceof S3Problem && (isGone(problem) || problem.status === 501)) return undefined;
    throw problem;
  }
}

/**
 * Files in a bucket of any S3-compatible service, as objects put in parts. Nothing is remembered in this process: the
 * tags of the parts say all, so that several machines can take one upload. Parts on their way cannot be read on S3:
 * reading an upload completes it first, which changes no byte and can be done again.
 */
export function s3Store(settings: S3Settings, limits: Partial<typeof usual> = {}): FileStore {
  const { parts: atOnce, patienceMs, ...times } = { ...usual, ...limits };
  const service = s3Service(settings, times);
  const slots = new PartSlots(atOnce, patienceMs);
  const held = new PartBuffers();

  const complete = (key: string, parts: StoredPart[]) =>
    orRefuse(async () => {
      insistKey(key);
      if (parts.length === 0) {
        await service.put(key, new Uint8Array());
        return;
      }
      const tags = parts.map(({ tag }) => tag);
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      try {
        await service.complete(key, uploadIdOf(tags[0]), partsOf(tags));
      } catch (problem) {
        // done before, by whomever, also when the answer was lost: then the object is there, and whole
        if (!(problem instanceof S3Problem) || (await ifThere(() => service.size(key))) === undefined)
          throw problem;
      }
      if ((await service.size(key)) !== bytes) throw new PartMissing("The object has another length.");
    });

  return {
    putPart: async (key, index, source, kept, attempt) => {
      insistKey(key);
      // whoever sends slowly holds neither memory nor a turn: both are taken once the part is whole
      return spooled(source, partBytes, (read) =>
        slots.run(async () => {
          const buffer = held.take();
          const part = await read(buffer);
          const tag = await orRefuse(() => putPart(service, key, index, part, { kept, attempt }));
          held.giveBack(buffer);
          return tag;
        }),
      );
    },

    complete,

    read: (key, from, to, parts) => readRanges(service, key, from, to, () => complete(key, parts)),

    remove: (key) =>
      orRefuse(async () => {
        insistKey(key);
        // uploads first: one that is completed meanwhile leaves an object, which goes after
        for await (const upload of uploadsUnder(service, key))
          if (upload.key === key) await ifThere(() => service.abort(key, upload.uploadId));
        await ifThere(() => service.remove(key));
      }),

    // a later part that lost a race has a number of its own, which no complete names: S3 drops it then
    removePart: (key, index, tag) =>
      orRefuse(async () => {
        insistKey(key);
        if (index === 0) await ifThere(() => service.abort(key, uploadIdOf(tag)));
      }),

    unfinished: (prefix, before) =>
      orRefuse(async () => {
        insistPrefix(prefix);
        const old = new Set<string>();
        for await (const { key, begunAt } of uploadsUnder(service, `${prefix}/`))
          if (begunAt && begunAt < before && key.startsWith(`${prefix}/`)) old.add(key);
        return [...old];
      }),

    hasRoom: () => Promise.resolve(true),

    check: () =>
      orRefuse(async () => {
        const key = `ready/${randomBytes(8).toString("hex")}`;
        await service.put(key, Buffer.from("ready"));
        await service.remove(key);
      }),
  };
}

async function putPart(
  service: S3Service,
  key: string,
  index: number,
  part: Buffer,
  { kept, attempt }: { kept: string[]; attempt: number },
): Promise<string> {
  const number = numberOf(attempt);
  if (index > 0)
    return tagOf({ number, etag: await service.putPart(key, uploadIdOf(kept[0]), number, part) });
  const uploadId = await service.begin(key);
  try {
    return tagOf({ number, etag: await service.putPart(key, uploadId, number, part) }, uploadId);
  } catch (problem) {
    // what cannot be aborted now is swept within a day
    await service.abort(key, uploadId).catch(() => undefined);
    throw problem;
  }
}

/** All uploads under way whose key begins so. A service that cannot list them has none to tell of. */
async function* uploadsUnder(service: S3Service, prefix: string) {
  let page = await ifThere(() => service.uploads(prefix));
  while (page) {
    yield* page.found;
    const after = page.next;
    page = after && (await ifThere(() => service.uploads(prefix, after)));
  }
}

/** Reads whole small ranges, the next while one is taken, so that nobody who reads slowly holds a connection. */
async function* readRanges(
  service: S3Service,
  key: string,
  from: number,
  to: number,
  complete: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  insistKey(key);
  const range = (start: number) => {
    const end = Math.min(start + readBytes, to);
    const reading = start < to ? orRefuse(() => readWhole(service, key, start, end)) : undefined;
    // awaited when its turn comes; a failure meanwhile must not count as unhandled
    reading?.catch(() => undefined);
    return reading;
  };
  let next = range(from);
  for (let at = from; next !== undefined; at += readBytes) {
    const bytes = await next.catch(async (problem: unknown) => {
      if (at !== from || !(problem instanceof PartMissing)) throw problem;
      await complete();
      return orRefuse(() => readWhole(service, key, at, Math.min(at + readBytes, to)));
    });
    next = range(at + readBytes);
    yield bytes;
  }
}

/** One range, asked for again when the connection is cut in the middle of it. */
async function readWhole(service: S3Service, key: string, from: number, to: number): Promise<Uint8Array> {
  for (let tries = 1; ; tries += 1) {
    try {
      const bytes = await service.read(key, from, to);
      if (bytes.length === to - from) return bytes;
      throw new PartMissing("The object is shorter than it was.");
    } catch (problem) {
      const answered = !(problem instanceof S3Problem) || problem.status !== undefined;
      if (answered || tries >= readTries || problem.code === "TimeoutError") throw problem;
    }
  }
}

/** Memory for parts, used again; after a failure it is left to whatever still writes from it. */
class PartBuffers {
  private readonly free: Buffer[] = [];

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(partBytes);
  }

  giveBack(buffer: Buffer): void {
    if (this.free.length < 2) this.free.push(buffer);
  }
}
