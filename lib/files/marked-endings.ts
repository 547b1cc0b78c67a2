import { extensionOf } from "./ending-rules";
import type { Mark } from "./mark-rules";

const listed = (text: string) => new Set(text.split(/\s+/u));

/** Office documents that are made to hold macros, templates and add-ins too, and Access databases. */
const macroEndings = listed(
  "xlsm xlsb xltm xlam xla xlm xlw docm dotm pptm potm ppsm ppam ppa sldm mdb accdb accdr accdt",
);

/** Programs as people write them: they are read, not run. */
const sourceEndings = listed(
  "py php php3 php4 php5 phtml pl pm rb java kt c h cc cpp hpp cs go rs swift lua r bas vba cls frm sql tsx jsx ipynb",
);

/** Company files, backups and exports of accounting and tax programs. */
const accountingEndings = listed(
  "qbw qbb qbm qba qbx qbj qbo qfx iif qif ofx tlg sai ptb myo myox gnucash kmy mny tax2023 tax2024 tax2025 tax2026",
);

/** A name that says source code: such a text may begin as scripts do. */
export const isSourceEnding = (ending: string): boolean => sourceEndings.has(ending);

/** A name of a document that is made to hold macros. */
export const isMacroEnding = (ending: string): boolean => macroEndings.has(ending);

/** What the name alone says. */
export function marksByName(name: string): Mark[] {
  const ending = extensionOf(name);
  return [
    ...(macroEndings.has(ending) ? (["macros"] as const) : []),
    ...(sourceEndings.has(ending) ? (["source"] as const) : []),
    ...(accountingEndings.has(ending) ? (["accounting"] as const) : []),
  ];
}
