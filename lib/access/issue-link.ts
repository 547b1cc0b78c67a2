import "server-only";
import type { Tx } from "@/db/client";
import { magicLinks } from "@/db/schema/access";
import { hashToken, newToken } from "@/lib/crypto";

/** Makes a new magic link for one contact and one message (A1). Only its hash is stored; the URL is returned once. */
export async function issueLink(
  tx: Tx,
  firm: { id: string; origin: string },
  link: { purpose: "request" | "access"; contactId: string; email: string; requestId?: string | null },
): Promise<{ linkId: string; url: string }> {
  const token = newToken();
  const [row] = await tx
    .insert(magicLinks)
    .values({
      firmId: firm.id,
      tokenHash: hashToken(token),
      purpose: link.purpose,
      contactId: link.contactId,
      email: link.email,
      requestId: link.requestId ?? null,
    })
    .returning({ id: magicLinks.id });
  if (!row) throw new Error("The link was not stored.");
  return { linkId: row.id, url: `${firm.origin}/m/${token}` };
}
