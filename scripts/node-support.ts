/** The last day on which each line of Node gets fixes for security (the schedule of Node's release group). */
const supportedUntil: Partial<Record<number, string>> = {
  20: "2026-04-30",
  21: "2024-06-01",
  22: "2027-04-30",
  23: "2025-06-01",
  24: "2028-04-30",
  25: "2026-06-01",
  26: "2029-04-30",
};

const month = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/** Says that this Node gets no more fixes, since when, and how to get a newer one; undefined while it gets them. */
export function outOfSupport(version: string, now: Date): string | undefined {
  const until = supportedUntil[Number(version.split(".")[0])];
  if (until === undefined || now <= new Date(`${until}T23:59:59Z`)) return undefined;
  return `${version} has had no security fixes since ${month.format(new Date(until))}: install Node 24 from https://nodejs.org, then start again`;
}
