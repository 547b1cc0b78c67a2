import { z } from "zod";

/** A calendar day that the database knows too: YYYY-MM-DD, from the year 1 on. */
export const dayText = (said = "Write the date as year-month-day, such as 2026-11-27.") =>
  z.iso.date(said).refine((text) => text > "0001", said);
