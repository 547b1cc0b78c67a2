import { no, yes, type Verdict } from "@/lib/verdict";

/** What is archived drops out of the lists, so nothing may still be asked in its name (W1). */
export function mayArchive({ openRequests }: { openRequests: number }): Verdict {
  if (openRequests === 0) return yes;
  return openRequests === 1
    ? no("1 request is still open. Complete its work first, then archive this.")
    : no(`${openRequests} requests are still open. Complete their work first, then archive this.`);
}

/** Nothing new begins for a client that is archived. */
export const mayBeginWork = (client: { archivedAt: Date | null }): Verdict =>
  client.archivedAt ? no("This client is archived. Restore it first, then make the work item.") : yes;

export type ClientKind = "company" | "person";

/** What a client is, as people read it. */
export const kindWords: Record<ClientKind, string> = { company: "Company", person: "Person" };
