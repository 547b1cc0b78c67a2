import { dayIn } from "@/lib/clock";
import { dueInWords, shortDay, timeOf, whenOf, type Place } from "@/lib/format";
import type { Said } from "./list/line";
import { SaidStatus } from "./said-status";

/** An instant on one line: "today 10:42", "yesterday 18:05", "Thu 19 Nov 10:42". */
export function momentWords(at: Date, now: Date, place: Place): string {
  const words = whenOf(at, now, place);
  return /^(today|yesterday) /.test(words)
    ? words
    : `${shortDay(dayIn(at, place.timeZone), place)} ${timeOf(at, place)}`;
}

/** The same in a cell of a table: "Today 10:42". */
export function momentCell(at: Date, now: Date, place: Place): string {
  const words = momentWords(at, now, place);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type DueProps = {
  dueOn: string | null;
  now: Date;
  place: Place;
  /** Nothing is left to do: the day alone. */ settled?: boolean;
};

/** A due day in a list: late beats the date (LOOKS §7). */
export function dueSaid(dueOn: string | null, now: Date, place: Place, settled = false): Said {
  if (!dueOn) return { kind: "mute", words: "No due day" };
  const { late, words } = dueInWords(dueOn, dayIn(now, place.timeZone));
  if (settled) return { kind: "mute", words: shortDay(dueOn, place) };
  return late ? { kind: "warn", words } : { words: shortDay(dueOn, place) };
}

/** The same as a cell shows it. */
export const DueStatus = ({ dueOn, now, place, settled = false }: DueProps) => (
  <SaidStatus said={dueSaid(dueOn, now, place, settled)} />
);
