const most = 2_000;

/** True when the first bytes are a ZIP's (APPNOTE.TXT 4.3.7; an empty one has its end record first). */
export const isZip = (head: Buffer): boolean =>
  head.length >= 22 &&
  head.readUInt16LE(0) === 0x4b50 &&
  [0x0403, 0x0605, 0x0807].includes(head.readUInt16LE(2));

/**
 * Names of entries as far as a file's beginning and end show them, without unpacking: local headers that follow
 * one another in the head, directory entries in the tail. Bounded, and blind to what lies.
 */
export function zipNames(head: Buffer, tail: Buffer): string[] {
  return [...localNames(head), ...directoryNames(tail)].slice(0, 2 * most);
}

function localNames(head: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 30 <= head.length && names.length < most && head.readUInt32LE(at) === 0x04034b50;) {
    const nameLength = head.readUInt16LE(at + 26);
    names.push(head.subarray(at + 30, at + 30 + nameLength).toString("utf8"));
    const streamed = (head.readUInt16LE(at + 6) & 8) !== 0;
    const body = at + 30 + nameLength + head.readUInt16LE(at + 28);
    const next = streamed
      ? head.indexOf("PK\u0003\u0004", body, "latin1")
      : body + head.readUInt32LE(at + 18);
    if (next <= at) break;
    at = next;
  }
  return names;
}

function directoryNames(tail: Buffer): string[] {
  const names: string[] = [];
  let at = tail.indexOf("PK\u0001\u0002", 0, "latin1");
  while (at >= 0 && at + 46 <= tail.length && names.length < most) {
    const nameLength = tail.readUInt16LE(at + 28);
    names.push(tail.subarray(at + 46, at + 46 + nameLength).toString("utf8"));
    at = tail.indexOf("PK\u0001\u0002", at + 46 + nameLength, "latin1");
  }
  return names;
}
