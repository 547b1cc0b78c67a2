import { Status } from "@/components/admin/status";
import { dayIn } from "@/lib/clock";
import { dueInWords, shortDay, timeOf, whenOf, type Place } from "@/lib/format";

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
export function DueStatus({ dueOn, now, place, settled = false }: DueProps) {
  if (!dueOn) return <Status kind="mute">No due day</Status>;
  const { late, words } = dueInWords(dueOn, dayIn(now, place.timeZone));
  if (settled) return <Status kind="mute">{shortDay(dueOn, place)}</Status>;
  return <Status kind={late ? "warn" : "plain"}>{late ? words : shortDay(dueOn, place)}</Status>;
}
