import { z } from "zod";

export const modeInput = z.strictObject({
  mode: z.enum(["link", "link_login", "link_login_2fa"], "Choose how clients get in."),
  proof: z.string().max(256).default(""),
});
