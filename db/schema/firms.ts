import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Palette } from "@/lib/firms/palette";

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });

/** The tenant. Its own id is what row-level security compares. */
export const firms = pgTable(
  "firms",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    plan: text("plan", { enum: ["team", "business", "enterprise"] }).notNull(),
    timeZone: text("time_zone").notNull(),
    locale: text("locale").notNull().default("en-GB"),
    address: text("address").notNull().default(""),
    phone: text("phone").notNull().default(""),
    officeHours: text("office_hours").notNull().default(""),
    brandColor: text("brand_color").notNull(),
    palette: jsonb("palette").$type<Palette>().notNull(),
    /** What clients may get in with (L6). The plan decides whether it holds (L10): lib/firms/security-mode.ts. */
    securityMode: text("security_mode", { enum: ["link", "link_login", "link_login_2fa"] })
      .notNull()
      .default("link_login"),
    /** Staff enrol a second factor at their second sign-in (F4, DECISIONS 16). */
    staffSecondFactor: boolean("staff_second_factor").notNull().default(true),
    /** The furthest day from today that a client may promise a thing for (P3). */
    promiseDays: integer("promise_days").notNull().default(30),
    /** Endings of names that the firm takes no files of, besides what nobody takes (D3). */
    refusedEndings: text("refused_endings").array().notNull().default([]),
    /** The firm takes no documents with macros, nor archives that hold some or a program (D3). */
    refusesMacros: boolean("refuses_macros").notNull().default(false),
    refusesArchivedPrograms: boolean("refuses_archived_programs").notNull().default(false),
    /** Mails about comments and answers carry their words (P4); else they say that there are some. */
    mailsCarryWords: boolean("mails_carry_words").notNull().default(true),
    /** For so many seconds a sending can be undone (S10): 0 to 60. */
    undoSeconds: integer("undo_seconds").notNull().default(10),
    isDemo: boolean("is_demo").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [check("undo_seconds_at_most_a_minute", sql`${t.undoSeconds} between 0 and 60`)],
);

/** Own domains of firms; `<slug>.<operator's host>` needs no row. */
export const domains = pgTable("domains", {
  host: text("host").primaryKey(),
  firmId: uuid("firm_id")
    .notNull()
    .references(() => firms.id),
  verifiedAt: instant("verified_at"),
});
