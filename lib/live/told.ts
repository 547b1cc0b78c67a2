/** The channel of LISTEN and NOTIFY that every process of one database shares. */
export const liveChannel = "lodge_live";

/** What one notification says: ids only. `null` is "more than can be named": everybody of the firm. */
export type Told = { firmId: string; contacts: string[] | null; work: string[] | null };

/** Who has a page open: one contact of a firm, or its staff. */
export type Listener = { firmId: string; contactId: string | undefined };

const isTold = (value: unknown): value is Told =>
  typeof value === "object" && value !== null && typeof (value as Told).firmId === "string";

/** Reads a notification; undefined for what is none of ours. */
export function toldIn(payload: string): Told | undefined {
  try {
    const value: unknown = JSON.parse(payload);
    return isTold(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True when an open page should be read anew: staff at every change of their firm, a contact at what concerns it. */
export function concerns({ firmId, contacts }: Told, listener: Listener): boolean {
  if (firmId !== listener.firmId) return false;
  return listener.contactId === undefined || contacts === null || contacts.includes(listener.contactId);
}
