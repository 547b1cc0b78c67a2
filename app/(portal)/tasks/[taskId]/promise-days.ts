import { addDays } from "@/lib/clock";
import { calendarOf, longDay, type Calendar, type Place } from "@/lib/format";
import { offeredDays, type OfferedDay } from "@/lib/tasks/promise-days";

/** The days that can be promised where the firm is: those offered, the first and the last of all, as YYYY-MM-DD. */
export type PromiseDays = {
  calendar: Calendar;
  offered: OfferedDay[];
  first: string;
  last: string;
  lastWords: string;
  /** What was promised before; empty where nothing was. */
  said: string;
};

/** What "By which day?" offers today. */
export function promiseDays(
  firm: Place & { promiseDays: number },
  now: Date,
  promisedOn: string | null,
): PromiseDays {
  const calendar = calendarOf(firm, now);
  const last = addDays(calendar.today, firm.promiseDays);
  return {
    calendar,
    offered: offeredDays(calendar, firm.promiseDays),
    first: calendar.today,
    last,
    lastWords: longDay(last, firm),
    said: promisedOn ?? "",
  };
}
