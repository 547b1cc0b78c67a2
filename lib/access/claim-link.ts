import "server-only";
import { callFunction } from "@/db/client";
import { hashToken, newToken } from "@/lib/crypto";
import type { Origin } from "./actor";
import { browserCookie, cookieNames, mailedToken, noCookie, proofCookie, sessionCookie } from "./cookies";
import { provenKey } from "./device-proof";
import type { Firm } from "./host";
import { newDeviceNotice } from "./new-device-notice";
import { throughNextAuth } from "./next-auth";
import { seeOther } from "./public-post";
import { browserInWords } from "./visitor-rules";

export type ClaimResult =
  | {
      kind: "in";
      sessionToken: string;
      /** The browser's new name, where the claim gave it one. */
      browserToken: string | undefined;
      endsAt: Date;
      contactId: string;
      requestId: string | null;
    }
  | { kind: "refused" };

/** Who presses: the browser's name, the session that it holds, and what its key proved or signed (A14). */
type Press = {
  browserToken: string;
  session?: string | undefined;
  proof?: string | undefined;
  /** The key that binds the device, now or never; without one cookies do. */
  publicKey?: string | undefined;
  agent: string;
  from: Origin;
};

/**
 * Claims a link for one browser (A2, A4, A5): a guarded change in one SQL function, so that of two devices
 * pressing at the same instant exactly one wins. Pressing again on the same browser prolongs nothing. The contact is told
 * of the new device by mail, in the same call (A15).
 */
export async function claimLink(firm: Firm, press: Press & { token: string }): Promise<ClaimResult> {
  const token = mailedToken(press.token);
  if (!token) return { kind: "refused" };
  const seen = { ...browserInWords(press.agent), ip: press.from.ip };
  return claim(firm.id, hashToken(token), press, await newDeviceNotice(firm, seen));
}

/**
 * The same for the screen that asked for this link (A7). Opened there, nobody is told by mail, for the press was made there
 * (DECISIONS 4); let in by the code or from another device, the contact is (A15).
 */
export async function claimAskedLink(
  firm: Firm,
  linkHash: string,
  press: Press,
  told: boolean,
): Promise<ClaimResult> {
  const seen = { ...browserInWords(press.agent), ip: press.from.ip };
  const notice = told
    ? await newDeviceNotice(firm, seen)
    : { messageId: null, sealed: null, revokeHash: null };
  return claim(firm.id, linkHash, press, notice);
}

async function claim(
  firmId: string,
  linkHash: string,
  press: Press,
  notice: { messageId: string | null; sealed: string | null; revokeHash: string | null },
): Promise<ClaimResult> {
  const sessionToken = newToken();
  const newName = newToken();
  const { browser, system } = browserInWords(press.agent);
  const landing: { requestId: string | null; renamed: boolean } = { requestId: null, renamed: false };
  const claimed = await throughNextAuth(linkHash, async () => {
    const [row] = await callFunction(
      "select outcome, contact_id, ends_at::text as ends_at, request_id, renamed from claim_link($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      [
        firmId,
        linkHash,
        hashToken(press.browserToken),
        hashToken(newName),
        hashToken(sessionToken),
        browser,
        system,
        press.from.ip,
        press.from.requestId,
        notice.messageId,
        notice.sealed,
        notice.revokeHash,
        provenKey(firmId, press.proof),
        press.publicKey ?? null,
        press.session ? hashToken(press.session) : null,
      ],
    );
    if (!row || (row["outcome"] !== "claimed" && row["outcome"] !== "again")) return undefined;
    landing.requestId = typeof row["request_id"] === "string" ? row["request_id"] : null;
    landing.renamed = row["renamed"] === true;
    const contactId = String(row["contact_id"]);
    return { contactId, sessionToken, endsAt: new Date(String(row["ends_at"])) };
  });
  if (!claimed) return { kind: "refused" };
  const { contactId, endsAt } = claimed;
  return {
    kind: "in",
    sessionToken,
    browserToken: landing.renamed ? newName : undefined,
    endsAt,
    contactId,
    requestId: landing.requestId,
  };
}

/** A browser that a claim let in, on its way: to the request, else home, with its cookies and what its key proved with the press. */
export function inside(claim: Extract<ClaimResult, { kind: "in" }>, proof?: string): Response {
  const cookies = [sessionCookie(claim.sessionToken, claim.endsAt), noCookie(cookieNames.wait)];
  if (claim.browserToken) cookies.push(browserCookie(claim.browserToken));
  if (proof) cookies.push(proofCookie(proof));
  return seeOther(claim.requestId ? `/requests/${claim.requestId}` : "/", ...cookies);
}
