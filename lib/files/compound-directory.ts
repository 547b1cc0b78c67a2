import type { ReadAt } from "./look-into";
import { isCompound } from "./sniff-types";

/** What a compound file's directory says: the names of its streams and folders, and the class of its root. */
export type CompoundEntries = { names: string[]; root: Buffer | undefined };

const mostSectors = 256;
const mostOfTable = 64;
const lastSector = 0xfffffffa;

/**
 * The directory of a compound file, such as an old Word or Excel file ([MS-CFB] 2.2 to 2.6): followed from sector to
 * sector, bounded. Undefined for anything else; of a broken one what could be read.
 */
export async function compoundEntries(
  size: number,
  head: Buffer,
  read: ReadAt,
): Promise<CompoundEntries | undefined> {
  if (!isCompound(head)) return undefined;
  const found: CompoundEntries = { names: [], root: undefined };
  const shift = head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return found;
  const bytes = 2 ** shift;
  const sector = async (nth: number): Promise<Buffer | undefined> => {
    const from = (nth + 1) * bytes;
    return nth < lastSector && from < size ? read(from, Math.min(from + bytes, size)) : undefined;
  };
  const after = tableOf(head, bytes, sector);
  let nth = head.readUInt32LE(48);
  for (let count = 0; count < mostSectors; count += 1) {
    const entries = await sector(nth);
    if (!entries) break;
    takeEntries(entries, found);
    nth = await after(nth);
  }
  return found;
}

function takeEntries(sector: Buffer, found: CompoundEntries): void {
  for (let at = 0; at + 128 <= sector.length; at += 128) {
    const entry = sector.subarray(at, at + 128);
    const length = Math.min(64, entry.readUInt16LE(64));
    const type = entry[66];
    if (type === 0 || length < 2) continue;
    if (type === 5) found.root ??= Buffer.from(entry.subarray(80, 96));
    found.names.push(entry.subarray(0, length - 2).toString("utf16le"));
  }
}

type Sector = (nth: number) => Promise<Buffer | undefined>;

/** Which sector comes after another. The table lies in sectors that the header names, or a chain after it. */
function tableOf(head: Buffer, bytes: number, sector: Sector): (nth: number) => Promise<number> {
  const each = bytes / 4;
  const inTable = async (nth: number): Promise<number> => {
    if (nth < 109) return head.readUInt32LE(76 + 4 * nth);
    let at = head.readUInt32LE(68);
    let left = nth - 109;
    for (let count = 0; count < mostOfTable; count += 1) {
      const part = await sector(at);
      if (part?.length !== bytes) break;
      if (left < each - 1) return part.readUInt32LE(4 * left);
      left -= each - 1;
      at = part.readUInt32LE(bytes - 4);
    }
    return lastSector;
  };
  return async (nth) => {
    const table = await sector(await inTable(Math.floor(nth / each)));
    return table?.length === bytes ? table.readUInt32LE(4 * (nth % each)) : lastSector;
  };
}
