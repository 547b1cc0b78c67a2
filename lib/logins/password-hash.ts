import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { Refused } from "@/lib/refused";

/** argon2id, 19 MiB, 2 passes, 1 lane (OWASP's first choice, ASVS 11.4.2); 2 is the library's name for argon2id. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const [atOnce, mostWaiting] = [2, 32];
let running = 0;
const waiting: (() => void)[] = [];

/** Two at once, so that a burst of logins leaves the rest of the app its processor (RL4). Throws Refused("limit"). */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting)
      throw new Refused("limit", "Very many people log in just now. Try again in a few seconds.");
    await new Promise<void>((go) => waiting.push(go));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** What the database keeps of a password. Throws Refused("limit") when too many wait. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

/** True for a hash of other costs than today's: it is made anew at the next log-in (AU5). */
export const isOldHash = (known: string): boolean =>
  !known.startsWith(`$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`);

let nobodys: Promise<string> | undefined;

/**
 * True when the password is this hash's. Without a hash the same work is done for nothing, so that time does not tell
 * whether there is a login (L12). Throws Refused("limit") when too many wait.
 */
export async function isPassword(password: string, known: string | null | undefined): Promise<boolean> {
  nobodys ??= hash("nobody's password", cost);
  const against = known ?? (await nobodys);
  const right = await inTurn(() => verify(against, password));
  return right && known !== null && known !== undefined;
}
