import { isId } from "./ids";
import { Refused } from "./refused";

export type Key = { kind: "text" | "day" | "instant" };

type Cursor = { sort: string; back: boolean; id: string; values: string[] };

/** Where a page ends or begins, for an address: opaque to people, and nothing in it is secret. */
export const cursorFor = ({ sort, back, id, values }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, back ? 1 : 0, id, ...values])).toString("base64url");

const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return (
    at !== undefined && text > "0001" && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
  );
};
const isInstant = (text: string): boolean =>
  /^.{10}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/.test(text) && isDay(text.slice(0, 10));
const isText = (text: string): boolean => text.length <= 1_000 && !text.includes("\0") && text.isWellFormed();

const checks = { text: isText, day: isDay, instant: isInstant };

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** What a cursor says, if Lodge may have made it for this order. Throws Refused("invalid"). */
export function readCursor(cursor: string, sort: string, keys: Key[]): Cursor {
  const read: unknown = cursor.length <= 4_000 ? parsed(cursor) : undefined;
  const broken = () => new Refused("invalid", "The address of this page is not whole. Go to the first page.");
  if (!Array.isArray(read)) throw broken();
  const [name, back, id, ...values] = read as unknown[];
  const texts = values.filter((value) => typeof value === "string");
  const whole =
    name === sort &&
    (back === 0 || back === 1) &&
    typeof id === "string" &&
    isId(id) &&
    values.length === keys.length &&
    keys.every(({ kind }, nth) => checks[kind](texts[nth] ?? "\0"));
  if (!whole) throw broken();
  return { sort, back: back === 1, id, values: texts };
}
