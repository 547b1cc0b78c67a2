import { dayIn, daysBetween } from "./clock";

/** What words about a day are counted from and written in: the firm's own day, as YYYY-MM-DD, and its locale. */
export type Calendar = { today: string; locale: string };

export type Place = { locale: string; timeZone: string };

/** Today where the firm is. */
export const calendarOf = ({ locale, timeZone }: Place, now: Date): Calendar => ({
  today: dayIn(now, timeZone),
  locale,
});

const days = new Map<string, Intl.DateTimeFormat>();

/** Formatters are slow to make and safe to share. */
function formatter(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let made = days.get(key);
  if (!made) days.set(key, (made = new Intl.DateTimeFormat(locale, { timeZone, ...options })));
  return made;
}

const withoutComma = (text: string) => text.replace(/^(\p{L}+),/u, "$1");
const noon = (day: string) => new Date(`${day}T12:00:00Z`);

const longDays = new Map<string, string>();
const mostLongDays = 2_000;

/** "Friday 27 November 2026" (LOOKS §7). Kept: a list says a few days very often. */
export function longDay(day: string, { locale }: Place): string {
  const key = `${locale}|${day}`;
  const kept = longDays.get(key);
  if (kept !== undefined) return kept;
  if (longDays.size >= mostLongDays) longDays.clear();
  const said = withoutComma(
    formatter(locale, "UTC", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
      noon(day),
    ),
  );
  longDays.set(key, said);
  return said;
}

/** "27 November". */
export const dayAndMonth = (day: string, { locale }: Place): string =>
  formatter(locale, "UTC", { day: "numeric", month: "long" }).format(noon(day));

/** "Fri 27 Nov", for tables. */
export const shortDay = (day: string, { locale }: Place): string =>
  withoutComma(
    formatter(locale, "UTC", { weekday: "short", day: "numeric", month: "short" }).format(noon(day)),
  );

/** "Friday". */
export const weekdayOf = (day: string, locale: string): string =>
  formatter(locale, "UTC", { weekday: "long" }).format(noon(day));

/** The day of an instant, long: "Saturday 21 November 2026". */
export const longDayOf = (at: Date, place: Place): string => longDay(dayIn(at, place.timeZone), place);

/** "10:42". */
export const timeOf = (at: Date, { locale, timeZone }: Place): string =>
  formatter(locale, timeZone, { hour: "numeric", minute: "2-digit" }).format(at);

/** "today 10:42", "yesterday 18:05", "Tuesday 17 November, 15:20"; the year only when it is another one. */
export function whenOf(at: Date, now: Date, place: Place): string {
  const day = dayIn(at, place.timeZone);
  const ago = daysBetween(day, dayIn(now, place.timeZone));
  if (ago === 0) return `today ${timeOf(at, place)}`;
  if (ago === 1) return `yesterday ${timeOf(at, place)}`;
  const sameYear = day.slice(0, 4) === dayIn(now, place.timeZone).slice(0, 4);
  const long = longDay(day, place);
  return `${sameYear ? long.replace(/ \d{4}$/, "") : long}, ${timeOf(at, place)}`;
}

/** "Today 10:42", "Yesterday", "Fri 6 Nov", for tables. */
export function shortWhen(at: Date, now: Date, place: Place): string {
  const day = dayIn(at, place.timeZone);
  const ago = daysBetween(day, dayIn(now, place.timeZone));
  if (ago === 0) return `Today ${timeOf(at, place)}`;
  return ago === 1 ? "Yesterday" : shortDay(day, place);
}

/** How a due day stands today: in words, and whether it is late. */
export function dueInWords(day: string, today: string): { late: boolean; words: string } {
  const left = daysBetween(today, day);
  if (left < 0) return { late: true, words: left === -1 ? "1 day late" : `${-left} days late` };
  if (left === 0) return { late: false, words: "today" };
  return { late: false, words: left === 1 ? "tomorrow" : `in ${left} days` };
}

/** How far a day is from today: "in 40 days", "tomorrow", "today", "yesterday", "3 days ago". */
function distance(day: string, today: string): string {
  const left = daysBetween(today, day);
  if (left >= 0) return dueInWords(day, today).words;
  return left === -1 ? "yesterday" : `${-left} days ago`;
}

/**
 * A chosen day with its weekday and distance: "Saturday 9 January, in 40 days". The year is said where the day is more
 * than half a year away, so that a slip of the year is seen.
 */
export function dayWords(day: string, { today, locale }: Calendar): string {
  const far = Math.abs(daysBetween(today, day)) > 183;
  const year = far ? ({ year: "numeric" } as const) : {};
  const said = formatter(locale, "UTC", { weekday: "long", day: "numeric", month: "long", ...year });
  return `${withoutComma(said.format(noon(day)))}, ${distance(day, today)}`;
}

/** "1 file", "3 files". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/** "two", "three"; figures from ten on. */
export const inWords = (n: number): string => small[n] ?? String(n);
