import type { z } from "zod";
import type { newFirmInput } from "@/lib/firms/create-firm";
import type { inviteStaffInput } from "@/lib/staff/invite-staff";
import { keyVerbs } from "./key-verbs";
import type { Verb } from "./verb";

export const verbs: Record<string, Verb> = {
  "firm create": {
    about: "Makes a firm and its owner, who then signs in at /admin by a mailed link.",
    options: {
      name: '"Hill & Co"',
      slug: "hill",
      plan: "team|business|enterprise",
      timeZone: "Europe/London",
      ownerName: '"Ana Hill"',
      ownerEmail: "ana@hill.example",
    },
    prepare: async (values) => {
      const { createFirm, newFirmInput: input } = await import("@/lib/firms/create-firm");
      const { name, slug, ownerEmail, ...rest } = input.parse(values) satisfies z.output<typeof newFirmInput>;
      return async () => {
        const { firmId, ownerId } = await createFirm({ name, slug, ownerEmail, ...rest });
        return {
          result: { firm_id: firmId, owner_id: ownerId, slug },
          sentence: `${name} is there, with the slug ${slug}. ${ownerEmail} can sign in at /admin now.`,
        };
      };
    },
  },
  "staff invite": {
    about: "Adds a staff member to a firm, who then signs in at /admin by a mailed link.",
    options: { firm: "hill", name: '"Ben Ash"', email: "ben@hill.example", role: "owner|admin|member" },
    optional: ["role"],
    prepare: async (values) => {
      const { inviteStaff, inviteStaffInput: input } = await import("@/lib/staff/invite-staff");
      const given = input.parse(values) satisfies z.output<typeof inviteStaffInput>;
      return async () => {
        const { staffId } = await inviteStaff(given);
        const sentence = `${given.name} joined ${given.firm} as ${given.role} and can sign in at /admin with ${given.email}.`;
        return {
          result: { staff_id: staffId, firm: given.firm, email: given.email, role: given.role },
          sentence,
        };
      };
    },
  },
  ...keyVerbs,
};
