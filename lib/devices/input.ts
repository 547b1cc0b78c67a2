import { z } from "zod";

export const deviceInput = z.strictObject({
  device_id: z.uuid("That device is not in the list any more."),
});
export const signOutInput = z.strictObject({
  which: z.enum(["others", "all"], "Choose which devices to sign out."),
});
