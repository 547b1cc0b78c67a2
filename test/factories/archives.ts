type Entry = string | { name: string; body: Buffer };

const nameOf = (entry: Entry): string => (typeof entry === "string" ? entry : entry.name);
const bodyOf = (entry: Entry): Buffer => (typeof entry === "string" ? Buffer.alloc(0) : entry.body);

function header(signature: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(signature, "latin1");
  return bytes;
}

/** A ZIP of stored entries (APPNOTE.TXT). `before`: bytes that stand before it; `large`: its end is written as ZIP64. */
export function zipOf(
  entries: Entry[],
  { before = Buffer.alloc(0), large = false }: { before?: Buffer; large?: boolean } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(nameOf(entry));
    const body = bodyOf(entry);
    const local = header("PK\u0003\u0004", 30);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(body.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = header("PK\u0001\u0002", 46);
    central.writeUInt16LE(0x800, 8);
    central.writeUInt32LE(body.length, 20);
    central.writeUInt32LE(body.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, name, body);
    directory.push(central, name);
    at += 30 + name.length + body.length;
  }
  const listed = Buffer.concat(directory);
  const end = header("PK\u0005\u0006", 22);
  end.writeUInt16LE(large ? 0xffff : entries.length, 10);
  end.writeUInt32LE(large ? 0xffffffff : listed.length, 12);
  end.writeUInt32LE(large ? 0xffffffff : at, 16);
  const zip64 = header("PK\u0006\u0006", 56);
  zip64.writeBigUInt64LE(BigInt(entries.length), 32);
  zip64.writeBigUInt64LE(BigInt(listed.length), 40);
  zip64.writeBigUInt64LE(BigInt(at), 48);
  const locator = header("PK\u0006\u0007", 20);
  locator.writeBigUInt64LE(BigInt(before.length + at + listed.length), 8);
  return Buffer.concat([before, ...parts, listed, ...(large ? [zip64, locator] : []), end]);
}

/**
 * A compound file ([MS-CFB]) whose directory names these streams. `far`: its directory's sectors lie behind so many others,
 * in the order of a chain that goes back and forth.
 */
export function compoundOf(names: string[], { root = "", far = 0 } = {}): Buffer {
  const entries = ["Root Entry", ...names].map((name, nth) => {
    const entry = Buffer.alloc(128);
    entry.write(name, "utf16le");
    entry.writeUInt16LE(2 * name.length + 2, 64);
    entry[66] = nth === 0 ? 5 : 2;
    if (nth === 0 && root) Buffer.from(root, "hex").copy(entry, 80);
    return entry;
  });
  const sectors = Math.ceil(entries.length / 4);
  const all = Buffer.concat([...entries, Buffer.alloc(512 * sectors - 128 * entries.length)]);
  // the directory lies backwards, from the last sector to the first; the table of sectors right before it
  const tables = Math.ceil((far + sectors + 8) / 120);
  const first = far + tables;
  const file = Buffer.alloc(512 * (1 + first + sectors));
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(tables, 44);
  file.writeUInt32LE(first + sectors - 1, 48);
  file.writeUInt32LE(0xfffffffe, 68);
  for (let nth = 0; nth < Math.min(109, tables); nth += 1) file.writeUInt32LE(far + nth, 76 + 4 * nth);
  const place = (nth: number) => 512 * (1 + nth);
  for (let nth = 0; nth < sectors; nth += 1) {
    const sector = first + sectors - 1 - nth;
    all.copy(file, place(sector), 512 * nth, 512 * (nth + 1));
    const table = far + Math.floor(sector / 128);
    file.writeUInt32LE(nth === sectors - 1 ? 0xfffffffe : sector - 1, place(table) + 4 * (sector % 128));
  }
  return file;
}
