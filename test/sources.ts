import { readdirSync } from "node:fs";

/** Every file below a folder whose path matches, sorted; paths begin at the project's root. */
export const sourcesUnder = (folder: string, form: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path}`)
    .filter((path) => form.test(path))
    .sort();
