import { z } from "zod";
import { line } from "@/lib/requests/input";
import { scopes, type Scope } from "./scopes";

const several = z
  .union([z.array(z.string()), z.string().transform((one) => [one])])
  .optional()
  .transform((list) => list ?? []);

export const makeKeyInput = z.strictObject({
  name: line("a name, such as the program’s", 100),
  scopes: several
    .pipe(z.array(z.enum(scopes, "Choose from the list.")).min(1, "Choose what the program may do."))
    .transform((list): Scope[] => [...new Set(list)]),
  proof: z.string().max(256).default(""),
});
export const keyInput = z.strictObject({ key_id: z.uuid("That key is not in the list any more.") });
