/** What staff should know of a file before they open it (D3). */
export const marks = [
  "macros",
  "source",
  "web_page",
  "accounting",
  "archived_programs",
  "archived_macros",
  "closed",
] as const;

export type Mark = (typeof marks)[number];

/** In words, as staff read it beside the file. */
const markWords: Record<Mark, string> = {
  macros: "Contains macros",
  source: "Source code",
  web_page: "Web page saved as a spreadsheet",
  accounting: "Data of an accounting program",
  archived_programs: "Archive that contains programs",
  archived_macros: "Archive that contains macros",
  closed: "Archive that Lodge cannot look into",
};

/** The marks of a file as sentences' beginnings, in a fixed order. */
export const marksInWords = (of: Mark[]): string[] =>
  marks.filter((mark) => of.includes(mark)).map((mark) => markWords[mark]);
