import type { ReadAt } from "./look-into";
import { isZip, zipNames } from "./zip-names";

/** Names of a ZIP's entries. `whole`: all of them, as far as its own directory tells. */
export type ZipNames = { names: string[]; whole: boolean };

const mostBytes = 4 * 1024 * 1024;
const mostNames = 20_000;

/**
 * The names in a ZIP, read from its directory without unpacking anything (APPNOTE.TXT 4.3.12 to 4.3.16), together with
 * those that stand before its first entries. Bounded: of a longer directory only what the beginning and the end show.
 */
export async function zipDirectory(
  size: number,
  head: Buffer,
  tail: Buffer,
  read: ReadAt,
): Promise<ZipNames | undefined> {
  if (!isZip(head)) return undefined;
  const shown = zipNames(head, tail);
  const place = await placeOf(size, tail, read);
  if (!place || place.bytes > mostBytes || place.entries > mostNames) return { names: shown, whole: false };
  const listed = [];
  for (const from of place.from)
    listed.push(namesIn(await read(from, from + place.bytes), place.entries) ?? []);
  const whole = listed.some(({ length }) => length === place.entries);
  return { names: [...new Set([...shown, ...listed.flat()])], whole };
}

/** `from`: where it may begin, for readers differ where something stands before the archive. */
type Directory = { from: number[]; bytes: number; entries: number };

/** Where the directory lies, from the end's record, or the larger one before it. */
async function placeOf(size: number, tail: Buffer, read: ReadAt): Promise<Directory | undefined> {
  const at = tail.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (at < 0 || at + 22 > tail.length) return undefined;
  const start = size - tail.length;
  let directory = {
    entries: tail.readUInt16LE(at + 10),
    bytes: tail.readUInt32LE(at + 12),
    from: tail.readUInt32LE(at + 16),
  };
  let end = start + at;
  if (directory.entries === 0xffff || directory.bytes === 0xffffffff || directory.from === 0xffffffff) {
    if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) return undefined;
    end = Number(tail.readBigUInt64LE(at - 12));
    if (!Number.isSafeInteger(end) || end < 0 || end + 56 > size) return undefined;
    const larger = await read(end, end + 56);
    if (larger.readUInt32LE(0) !== 0x06064b50) return undefined;
    directory = {
      entries: Number(larger.readBigUInt64LE(32)),
      bytes: Number(larger.readBigUInt64LE(40)),
      from: Number(larger.readBigUInt64LE(48)),
    };
  }
  const { bytes } = directory;
  if (![...Object.values(directory)].every(Number.isSafeInteger) || bytes > mostBytes || bytes > end)
    return undefined;
  return { ...directory, from: [...new Set([end - bytes, directory.from])] };
}

/** The names of so many entries that follow one another; undefined when they do not. */
function namesIn(directory: Buffer, entries: number): string[] | undefined {
  const names: string[] = [];
  for (let at = 0; names.length < entries;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return undefined;
    const length = directory.readUInt16LE(at + 28);
    const utf8 = (directory.readUInt16LE(at + 8) & 0x800) !== 0;
    names.push(directory.subarray(at + 46, at + 46 + length).toString(utf8 ? "utf8" : "latin1"));
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
