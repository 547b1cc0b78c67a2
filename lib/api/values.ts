import { z } from "zod";
import { dayText } from "@/lib/day-input";

/** An instant, RFC 3339 in UTC. */
export const instant = z.iso.datetime();

/** A calendar day, YYYY-MM-DD. */
export const dayOut = z.iso.date();

/** A day as it is sent; null takes it away. */
export const dayIn = dayText().nullable().optional();

export const id = z.uuid("That is not an id.").transform((text) => text.toLowerCase());

/** The version that a change was made from (W12): where somebody changed it since, nothing is saved. */
export const version = z.int("Write the version as a whole number.").min(1).optional();

export const yesNo = z
  .enum(["true", "false"], "Write true or false.")
  .transform((text) => text === "true")
  .optional();

export const at = (date: Date): string => date.toISOString();
export const atOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
