import type { z } from "zod";
import type { changePlanInput } from "@/lib/firms/change-plan";
import type { newFirmInput } from "@/lib/firms/create-firm";
import type { loadInput } from "@/lib/firms/load-firm";
import type { resetByOperatorInput } from "@/lib/factors/reset-staff-factors";
import type { inviteStaffInput } from "@/lib/staff/invite-staff";
import { keyVerbs } from "./key-verbs";
import type { Verb } from "./verb";

/** Where the staff of a firm sign in. */
async function adminOf(slug: string): Promise<string> {
  const { portalOrigin } = await import("@/lib/access/host");
  return `${portalOrigin({ slug, is_demo: false })}/admin`;
}

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
          sentence: `${name} is there, with the slug ${slug}. ${ownerEmail} can sign in at ${await adminOf(slug)} now.`,
        };
      };
    },
  },
  "firm plan": {
    about: "Puts a firm on another plan; what the plan lacks is shut at once.",
    options: { slug: "hill", plan: "team|business|enterprise" },
    prepare: async (values) => {
      const { changePlan, changePlanInput: input } = await import("@/lib/firms/change-plan");
      const { slug, plan } = input.parse(values) satisfies z.output<typeof changePlanInput>;
      return async () => {
        const ended = await changePlan({ slug, plan });
        const out =
          ended > 0 ? ` ${ended === 1 ? "1 client was" : `${String(ended)} clients were`} logged out.` : "";
        return {
          result: { firm: slug, plan, logged_out: ended },
          sentence: `${slug} is on the plan ${plan} now.${out}`,
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
        const sentence = `${given.name} joined ${given.firm} as ${given.role} and can sign in at ${await adminOf(given.firm)} with ${given.email}.`;
        return {
          result: { staff_id: staffId, firm: given.firm, email: given.email, role: given.role },
          sentence,
        };
      };
    },
  },
  "staff reset-factors": {
    about: "Takes a staff member's second factors away, for an owner whom nobody else at the firm can help.",
    options: { firm: "hill", email: "ana@hill.example" },
    prepare: async (values) => {
      const { resetByOperator, resetByOperatorInput: input } =
        await import("@/lib/factors/reset-staff-factors");
      const given = input.parse(values) satisfies z.output<typeof resetByOperatorInput>;
      return async () => {
        await resetByOperator(given);
        return {
          result: { firm: given.firm, email: given.email },
          sentence: `${given.email} is signed out and told by mail. The next sign-in at ${await adminOf(given.firm)} sets a second factor up anew where the firm asks for one.`,
        };
      };
    },
  },
  "demo load": {
    about:
      "Makes firms of any size with invented data, to evaluate and to measure; counts are for all firms together.",
    options: {
      firms: "20",
      clients: "40000",
      contacts: "100000",
      workItems: "100000",
      requests: "200000",
      tasks: "1000000",
    },
    optional: ["firms", "clients", "contacts", "workItems", "requests", "tasks"],
    prepare: async (values) => {
      const { loadFirms, loadInput: input } = await import("@/lib/firms/load-firm");
      const given = input.parse(values) satisfies z.output<typeof loadInput>;
      return async () => {
        const began = Date.now();
        const admins = await adminOf("%s");
        const loaded = await loadFirms(given, ({ slug, ownerEmail, counts }) => {
          process.stderr.write(
            `${slug}: ${String(counts.tasks)} tasks; sign in at ${admins.replace("%s", slug)} as ${ownerEmail}\n`,
          );
        });
        const seconds = Math.round((Date.now() - began) / 100) / 10;
        const firms = loaded.map(({ firmId, slug, ownerEmail }) => ({
          firm_id: firmId,
          slug,
          owner_email: ownerEmail,
        }));
        return {
          result: { firms, tasks: given.tasks, seconds },
          sentence: `${given.firms === 1 ? "1 firm" : `${String(given.firms)} firms`} with ${String(given.tasks)} tasks ${given.firms === 1 ? "is" : "are"} there, after ${String(seconds)} seconds.`,
        };
      };
    },
  },
  ...keyVerbs,
};
