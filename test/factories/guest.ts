import { and, desc, eq } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { ContactActor, GuestActor } from "@/lib/access/actor";
import { claimGuestLink } from "@/lib/access/guest-link";
import { guestHere, type GuestTokens } from "@/lib/access/guest-session";
import { newToken, openText } from "@/lib/crypto";
import { askGuest } from "@/lib/guests/ask-guest";
import type { Sealed } from "@/lib/messages/enqueue";

const from = { ip: "127.0.0.1", requestId: "test" };

/** Asks somebody to answer a task and reads the link's token out of the mail, where alone it stands. */
export async function askedGuest(client: ContactActor, taskId: string, email: string): Promise<string> {
  await askGuest(client, taskId, email);
  const { firmId } = client;
  const [mail] = await withFirm({ firmId }, (tx) =>
    tx
      .select({ id: messages.id, sealed: messages.sealed })
      .from(messages)
      .where(and(eq(messages.firmId, firmId), eq(messages.kind, "guest"), eq(messages.toAddress, email)))
      .orderBy(desc(messages.createdAt))
      .limit(1),
  );
  const place = { table: "messages", column: "sealed", firmId, rowId: mail?.id ?? "" };
  const { text } = JSON.parse(openText(mail?.sealed ?? "", place)) as Sealed;
  return /\/g\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
}

/** A press on a guest's link in a browser; undefined when it opens nothing there. */
export async function pressGuest(
  firmId: string,
  token: string,
  browser = newToken(),
): Promise<GuestTokens | undefined> {
  const claim = await claimGuestLink(firmId, { token, browserToken: browser, agent: "", from });
  return claim && { guest: claim.token, browser };
}

/** Who holds these cookies now. */
export const guestOf = async (
  firmId: string,
  tokens: GuestTokens | undefined,
): Promise<GuestActor | undefined> => tokens && (await guestHere(firmId, tokens, from))?.actor;

/** Somebody who was asked to answer a task and opened it. */
export async function testGuest(
  client: ContactActor,
  taskId: string,
  email: string,
): Promise<{ guest: GuestActor; tokens: GuestTokens; token: string }> {
  const token = await askedGuest(client, taskId, email);
  const tokens = await pressGuest(client.firmId, token);
  const guest = await guestOf(client.firmId, tokens);
  if (!guest || !tokens) throw new Error("The guest is not in.");
  return { guest, tokens, token };
}
