import { expect, test } from "vitest";
import { calendarOf, dayWords } from "@/lib/format";
import { honestInput } from "./input";
import { offeredDays } from "./promise-days";

const monday = { today: "2026-11-30", locale: "en-GB" };

test("[P3] a promise offers tomorrow, a weekday soon and a week, each another day, within the firm's limit", () => {
  expect(offeredDays(monday, 30)).toEqual([
    { day: "2026-12-01", words: "Tomorrow", date: "Tue 1 Dec" },
    { day: "2026-12-04", words: "Friday", date: "Fri 4 Dec" },
    { day: "2026-12-07", words: "In a week", date: "Mon 7 Dec" },
  ]);
  const soon = (today: string) => offeredDays({ ...monday, today }, 30).map(({ words }) => words)[1];
  // Thursday's Friday is tomorrow, and Friday's is a week away
  expect([soon("2026-12-03"), soon("2026-12-04"), soon("2026-12-05")]).toEqual([
    "Monday",
    "Monday",
    "Friday",
  ]);
  expect(offeredDays(monday, 3).map(({ words }) => words)).toEqual(["Tomorrow"]);
});

test("[P3] today is the day where the firm is, not where the server or the client is", () => {
  const late = new Date("2026-11-30T20:00:00Z");
  const auckland = calendarOf({ timeZone: "Pacific/Auckland", locale: "en-NZ" }, late);
  expect(offeredDays(auckland, 30)[0]?.day).toBe("2026-12-02");
  expect(offeredDays(calendarOf({ timeZone: "Europe/London", locale: "en-GB" }, late), 30)[0]?.day).toBe(
    "2026-12-01",
  );
});

test.each([
  ["2027-01-09", "Saturday 9 January, in 40 days"],
  ["2026-12-01", "Tuesday 1 December, tomorrow"],
  ["2026-11-30", "Monday 30 November, today"],
  ["2026-11-29", "Sunday 29 November, yesterday"],
  ["2026-11-03", "Tuesday 3 November, 27 days ago"],
  ["2062-12-01", "Friday 1 December 2062, in 13150 days"],
])("[P3] a chosen day, %s, is said with its weekday and distance: %s", (day, words) => {
  expect(dayWords(day, monday)).toBe(words);
});

test("[P3] the promised day is the one that was pressed, or the other one beside it", () => {
  const given = { task_id: "0198b5a0-0000-7000-8000-000000000000", honest: "promised", reason: "" };
  const day = (more: Record<string, string>) => honestInput.safeParse({ ...given, ...more });
  expect(day({ promised_on: "2026-12-01", other_day: "2026-12-24" }).data?.promised_on).toBe("2026-12-01");
  expect(day({ promised_on: "other", other_day: "2026-12-24" }).data?.promised_on).toBe("2026-12-24");
  expect(day({ promised_on: "other", other_day: "" }).error?.issues[0]?.path).toEqual(["other_day"]);
  expect(day({ other_day: "2026-12-24" }).error?.issues[0]?.path).toEqual(["promised_on"]);
});
