import { addDays } from "@/lib/clock";
import { shortDay, weekdayOf, type Calendar } from "@/lib/format";
import { mayPromise } from "./rules";

/** A day that is offered at a press: `day` as YYYY-MM-DD, `words` as "Tomorrow", "Friday", "In a week". */
export type OfferedDay = { day: string; words: string; date: string };

const friday = 5;

/** The end of this week where that is neither tomorrow nor a week away, else the beginning of the next. */
function nearby(today: string): string {
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const toFriday = (friday - weekday + 7) % 7;
  return addDays(today, toFriday >= 2 ? toFriday : toFriday + 3);
}

/** The days that a promise offers: tomorrow, a weekday soon, in a week; as far as the firm lets one promise (P3). */
export function offeredDays({ today, locale }: Calendar, mostDays: number): OfferedDay[] {
  const soon = nearby(today);
  return [
    { day: addDays(today, 1), words: "Tomorrow" },
    { day: soon, words: weekdayOf(soon, locale) },
    { day: addDays(today, 7), words: "In a week" },
  ]
    .filter(({ day }) => mayPromise(day, today, mostDays).ok)
    .map(({ day, words }) => ({ day, words, date: shortDay(day, { locale, timeZone: "UTC" }) }));
}
