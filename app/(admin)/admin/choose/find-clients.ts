import "server-only";
import { z } from "zod";
import { staffAction } from "@/lib/actions";
import { clientChoices } from "@/lib/clients/list";
import { chosenIn, textIn } from "../form-fields";
import { foundNow, refusedAgain, type FormState } from "../form-state";

const looked = staffAction(
  "clients.write",
  z.strictObject({ find: z.string().max(400) }),
  (staff, { find }) => clientChoices(staff, find),
);

const said = (words: string, matches: number, more: boolean): string => {
  if (matches === 0) return words ? `No client matches “${words}”.` : "There is no client yet.";
  return more ? "More clients match than are shown. Search for more of the name." : "Choose below.";
};

/**
 * "Find" inside a form, for browsers without a script: the same page with what was typed, and the matches to choose
 * from. Undefined where the form was sent to be saved.
 */
export async function clientsFound(
  last: FormState | null,
  form: FormData,
  name: string,
): Promise<FormState | undefined> {
  const [words, chosen, finding] = [textIn(form, "find").trim(), chosenIn(form, name), form.has("finding")];
  form.delete("find");
  form.delete("finding");
  // Enter in another field presses the form's first button, which is Find
  if (!finding || (words === "" && chosen.length > 0)) return undefined;
  const result = await looked({ find: words });
  if (!result.ok) return refusedAgain(last, result);
  const { rows, more } = result.data;
  const before = (last?.found?.clients ?? []).filter(({ id }) => chosen.includes(id));
  const names = [...new Set(form.keys())].filter((key) => !key.startsWith("$ACTION"));
  return foundNow(last, {
    said: said(words, rows.length, more),
    clients: [...before, ...rows.filter((row) => !before.some(({ id }) => id === row.id))],
    values: Object.fromEntries(names.map((key) => [key, chosenIn(form, key).join("\n")])),
  });
}
