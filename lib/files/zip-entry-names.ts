const most = 100;

/** What Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** One part of a path that every system can unpack: no separators, no control or reserved characters, no dots at the ends. */
function safePart(text: string): string {
  const part = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "")
    .replace(/[\\/:*?"<>|]/g, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const named = devices.test(part) ? `_${part}` : part;
  return named || "_";
}

function cut(name: string): string {
  if (name.length <= most) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : "";
  return `${name.slice(0, most - ending.length).trimEnd()}${ending}`.toWellFormed();
}

const numbered = (name: string, n: number): string => {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)} (${n})${name.slice(dot)}` : `${name} (${n})`;
};

/**
 * The names of a ZIP's entries, one folder for each group, in the order given: safe to unpack anywhere, and each once,
 * also where capitals do not count (D2).
 */
export function zipEntryNames(files: { folder: string; name: string }[]): string[] {
  const taken = new Set<string>();
  return files.map(({ folder, name }) => {
    const [at, file] = [cut(safePart(folder)), cut(safePart(name))];
    for (let n = 1; ; n++) {
      const path = `${at}/${n === 1 ? file : numbered(file, n)}`;
      const key = path.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return path;
    }
  });
}
