const joining = /^(and|&|\+|of|the|und|et|y|di|de)$/i;
const titles = /^(mr|mrs|ms|miss|dr|rev|sir|hon|prof|canon)\.?$/i;
const firstLetter = (word: string) => word.match(/[\p{L}\p{N}]/u)?.[0]?.toLocaleUpperCase() ?? "";

/** One or two letters that stand for a firm: "Hill & Co" is HC, "Brightwater" is B. */
export function firmInitials(name: string): string {
  const words = name.split(/\s+/).filter((word) => !joining.test(word) && firstLetter(word));
  return words.slice(0, 2).map(firstLetter).join("") || "?";
}

/** One or two letters that stand for a person, first and last name, without title: "Dr Ines Carvalho" is IC. */
export function personInitials(name: string): string {
  const words = name.split(/\s+/).filter((word) => firstLetter(word));
  const named = words.filter((word) => !titles.test(word));
  const [first, ...rest] = named.length > 0 ? named : words;
  return [first, rest.at(-1)].map((word) => (word ? firstLetter(word) : "")).join("") || "?";
}
