import { momentWords } from "../../when-words";
import type { OfContact } from "./tab";

type LinkSeen = { purpose: "request" | "access" | null; issuedAt: Date; requestTitle?: string | null };

/** Which mail a link stood in: "Request “Papers”, today 8:30", "Access link, Mon 2 Nov 18:04". */
export function linkInWords(link: LinkSeen, { now, place }: Pick<OfContact, "now" | "place">): string {
  const title = link.requestTitle ? ` “${link.requestTitle}”` : "";
  const name = link.purpose === "access" ? "Access link" : `Request${title}`;
  return `${name}, ${momentWords(link.issuedAt, now, place)}`;
}
