import type { StaffRole } from "@/lib/staff/rules";

/** Only session.ts, system.ts and test/actors.ts mint actors (walls.test.ts checks who imports this). */
export const minted: unique symbol = Symbol("minted");
type Minted = { readonly [minted]: true };

/** Where an act came from; ids and addresses only, for the audit log. */
export type Origin = { ip: string; requestId: string };

/**
 * A client's contact, in through a claimed device or a login; or seen by staff as that contact, which changes
 * nothing (W9).
 */
export type ContactActor = Minted & {
  readonly kind: "contact";
  readonly via: "device" | "login" | "view";
  readonly firmId: string;
  readonly contactId: string;
  /** Empty unless in through a device. */
  readonly deviceId: string;
  /** Set when in through a login. */
  readonly loginSessionId?: string;
  readonly browserId: string;
  readonly from: Origin;
};

export type { StaffRole };

export type StaffActor = Minted & {
  readonly kind: "staff";
  readonly firmId: string;
  readonly staffId: string;
  readonly role: StaffRole;
  /** Set when signed in by a browser: who has none changes no own factors. */
  readonly staffSessionId?: string;
  /** Set when another program acts for the staff member by a key (I1). */
  readonly apiKeyId?: string;
  readonly from: Origin;
};

/**
 * Somebody whom a contact lets answer one task (A18), on the one browser that opened the link. No `visible…` knows a
 * guest; what it may do begins with `answerableTasks`.
 */
export type GuestActor = Minted & {
  readonly kind: "guest";
  readonly firmId: string;
  readonly guestId: string;
  readonly taskId: string;
  /** The contact who asked, in whose place the answer is given. */
  readonly contactId: string;
  readonly browserId: string;
  readonly from: Origin;
};

/** Who gives an answer: a contact, or its guest. */
export type Giver = ContactActor | GuestActor;

/** The worker, the command line, and a firm's public pages before anybody is known. */
export type SystemActor = Minted & {
  readonly kind: "system" | "stranger";
  readonly firmId: string;
  readonly from: Origin;
};

export type Actor = ContactActor | StaffActor | GuestActor | SystemActor;
