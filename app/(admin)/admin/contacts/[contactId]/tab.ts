import type { StaffActor } from "@/lib/access/actor";
import type { ContactPage } from "@/lib/contacts/queries";
import type { Place } from "@/lib/format";

const tabs = ["timeline", "details", "requests", "documents"] as const;
type Tab = (typeof tabs)[number];

/** What the address of a contact's page may ask for. */
export type Asked = Partial<
  Record<
    | "tab"
    | "after"
    | "delete"
    | "erase"
    | "restored"
    | "revoke"
    | "revoked"
    | "login"
    | "logged"
    | "factors"
    | "took",
    string | string[]
  >
>;

/** A contact as its tabs see it. */
export type OfContact = {
  staff: StaffActor;
  contact: ContactPage;
  fullName: string;
  now: Date;
  place: Place;
  /** The address of the tab that is shown. */
  here: string;
  asked: Asked;
};

export const tabOf = ({ tab }: Asked): Tab => tabs.find((name) => name === tab) ?? "timeline";

export const addressOf = (contactId: string, tab: Tab): string => `/admin/contacts/${contactId}?tab=${tab}`;

/** The cursor of a list in a tab. */
export const cursorOf = ({ after }: Asked): string | undefined =>
  typeof after === "string" ? after : undefined;
