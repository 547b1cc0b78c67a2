import "server-only";
import { createHmac, randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { accessAsks, magicLinks } from "@/db/schema/access";
import { record } from "@/lib/audit/record";
import { deriveKey, hashToken, newToken, sameSecret } from "@/lib/crypto";
import { env } from "@/lib/env";
import type { Origin } from "./actor";
import { claimAskedLink, type ClaimResult } from "./claim-link";
import { cookieNames, mailedToken, rawCookie, readCookie } from "./cookies";
import { originOf, type Firm } from "./host";
import { clearTurns, takeTurn } from "./rate-limit";
import { strangerActor } from "./system";

/** The screen that pressed "Send access link": its browser's name and its waiting cookie (DECISIONS 4). */
export type Screen = {
  browserToken: string | undefined;
  waitToken: string | undefined;
  /** The session that it holds. */
  session?: string | undefined;
  /** What its key proved, and the key that a press on it was signed with just now (A14). */
  proof?: string | undefined;
  publicKey?: string | undefined;
  agent: string;
  from: Origin;
};

/** The screen that a request comes from. */
export const screenOf = ({ headers: sent }: Request): Screen => ({
  browserToken: readCookie(sent, cookieNames.browser),
  waitToken: readCookie(sent, cookieNames.wait),
  session: readCookie(sent, cookieNames.session),
  proof: rawCookie(sent, cookieNames.proof),
  agent: sent.get("user-agent") ?? "",
  from: originOf(sent),
});

const keyed = (text: string): string =>
  createHmac("sha256", deriveKey(env().secret, "access code")).update(text).digest("hex");

/** Six digits are too few for a plain hash: keyed, and bound to the ask's waiting cookie. */
const codeHash = (waitHash: string, code: string): string => keyed(`${waitHash}.${code}`);

/**
 * What a screen waits with: a cookie, a code for the mail, a number to be picked on the phone. Only hashes are kept. All
 * asks of one address, whether somebody has it or not, share the tries of their codes.
 */
export function newScreen(address: string) {
  const waitToken = newToken();
  const waitHash = hashToken(waitToken);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const codes = `${codeHash(waitHash, code)}.${keyed(`whose ${address}`)}`;
  const kept = { waitHash, codeHash: codes, shownNumber: randomInt(10, 100) };
  return { waitToken, code, kept };
}

const ofScreen = (firmId: string, browserToken: string, waitToken: string) =>
  and(
    eq(accessAsks.firmId, firmId),
    eq(accessAsks.browserHash, hashToken(browserToken)),
    eq(accessAsks.waitHash, hashToken(waitToken)),
    sql`${accessAsks.askedAt} > now() - interval '1 hour'`,
  );

/** What this screen waits for, within the hour: the same for an address that nobody has (A7, A8). */
export async function waitingAsk(
  firmId: string,
  { browserToken, waitToken }: Omit<Screen, "agent" | "from">,
) {
  if (!browserToken || !waitToken) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [ask] = await tx
      .select({
        maskedEmail: accessAsks.maskedEmail,
        count: accessAsks.count,
        askedAt: accessAsks.askedAt,
        // below zero once a wrong one was picked: the screen goes on as if nothing were known (A8)
        number: sql<number>`abs(${accessAsks.shownNumber})`,
        codeOpen: sql<boolean>`(${accessAsks.codeEndsAt} > now() and ${accessAsks.codeTries} < ${mostTries})`,
        numberOpen: sql<boolean>`${accessAsks.codeEndsAt} > now()`,
        letIn: sql<boolean>`${accessAsks.letInAt} is not null`,
      })
      .from(accessAsks)
      .where(ofScreen(firmId, browserToken, waitToken));
    return ask;
  });
}

const mostTries = 5;

/** `wrong`: try again; `over`: no code here any more; `codes`: no code of this address for now, its links work. */
export type Typed = ClaimResult | { kind: "wrong" | "over" | "codes" };

/**
 * The code of the mail, typed on the screen that asked (A7): ten minutes, five tries however many are sent at once, and of
 * one address ten in an hour and a hundred wrong ones in a month, over all screens. An address that nobody has counts its
 * tries alike. The link of the mail is counted by none of it.
 */
export async function enterByCode(firm: Firm, typed: string, screen: Screen): Promise<Typed> {
  const firmId = firm.id;
  const { browserToken, waitToken } = screen;
  if (!browserToken || !waitToken) return { kind: "over" };
  const tried = await withFirm({ firmId }, async (tx) => {
    const [ask] = await tx
      .update(accessAsks)
      .set({ codeTries: sql`${accessAsks.codeTries} + 1` })
      .where(
        and(
          ofScreen(firmId, browserToken, waitToken),
          sql`${accessAsks.codeTries} < ${mostTries} and ${accessAsks.codeEndsAt} > now()`,
        ),
      )
      .returning({
        linkId: accessAsks.linkId,
        codeHash: accessAsks.codeHash,
        publicKey: accessAsks.publicKey,
      });
    return ask;
  });
  if (!tried) return { kind: "over" };
  const [hash = "", whose = ""] = (tried.codeHash ?? "").split(".");
  const may =
    (await takeTurn("accessCodes", firmId, whose)) && (await takeTurn("accessCodesLong", firmId, whose));
  if (!may) {
    if (await takeTurn("refusalsNoted", "code", firmId, whose))
      await noteRefused(firmId, tried.linkId, screen, "limit");
    return { kind: "codes" };
  }
  const right = sameSecret(codeHash(hashToken(waitToken), typed.replace(/\D/g, "")), hash);
  if (!right || !tried.linkId) {
    await noteRefused(firmId, tried.linkId, screen, "code");
    return { kind: "wrong" };
  }
  await clearTurns("accessCodesLong", firmId, whose);
  return claimWaited(firm, { linkId: tried.linkId, publicKey: tried.publicKey }, screen, true);
}

/** Written down alike, whether somebody has the address, and so the ask a link, or not (A8, LG2). */
async function noteRefused(
  firmId: string,
  linkId: string | null,
  { from }: Screen,
  kind: "code" | "limit",
): Promise<void> {
  await withFirm({ firmId }, (tx) =>
    record(tx, strangerActor(firmId, from), "code.refused", { linkId, kind }),
  );
}

/** The screen goes in once the phone has let it in (A7, DECISIONS 15a); undefined while it has not. */
export async function enterLetIn(firm: Firm, screen: Screen): Promise<ClaimResult | undefined> {
  const asked = await linkOfAsk(firm.id, screen, sql`${accessAsks.letInAt} is not null`);
  return asked && claimWaited(firm, asked, screen, true);
}

/** The mailed link opened on the very screen that asked for it claims without another press (A7); undefined elsewhere. */
export async function enterByLink(
  firm: Firm,
  given: string,
  screen: Screen,
): Promise<ClaimResult | undefined> {
  const token = mailedToken(given);
  if (!token) return undefined;
  const thisLink = sql`exists (select 1 from magic_links l where l.firm_id = ${firm.id}
    and l.id = ${accessAsks.linkId} and l.token_hash = ${hashToken(token)})`;
  const asked = await linkOfAsk(firm.id, screen, thisLink);
  return asked && claimWaited(firm, asked, screen, false);
}

/** The link of an ask, and the key that the ask was signed with. */
type Asked = { linkId: string; publicKey: string | null };

async function linkOfAsk(
  firmId: string,
  { browserToken, waitToken }: Screen,
  when: ReturnType<typeof sql>,
): Promise<Asked | undefined> {
  if (!browserToken || !waitToken) return undefined;
  return withFirm({ firmId }, async (tx) => {
    const [ask] = await tx
      .select({ linkId: accessAsks.linkId, publicKey: accessAsks.publicKey })
      .from(accessAsks)
      .innerJoin(
        magicLinks,
        and(eq(magicLinks.firmId, accessAsks.firmId), eq(magicLinks.id, accessAsks.linkId)),
      )
      .where(and(ofScreen(firmId, browserToken, waitToken), when));
    return ask?.linkId ? { linkId: ask.linkId, publicKey: ask.publicKey } : undefined;
  });
}

/**
 * Link, code and number all claim the one link of the ask, so that exactly one browser wins (A4). The key comes from the press
 * that lets in, else from the press that asked: both were made on this screen (A14).
 */
async function claimWaited(firm: Firm, asked: Asked, screen: Screen, told: boolean): Promise<ClaimResult> {
  const firmId = firm.id;
  const { browserToken = "", session, proof, agent, from } = screen;
  const publicKey = screen.publicKey ?? asked.publicKey ?? undefined;
  const hash = await withFirm({ firmId }, async (tx) => {
    const [link] = await tx
      .select({ tokenHash: magicLinks.tokenHash })
      .from(magicLinks)
      .where(and(eq(magicLinks.firmId, firmId), eq(magicLinks.id, asked.linkId)));
    return link?.tokenHash;
  });
  if (!hash) return { kind: "refused" };
  const press = { browserToken, session, proof, publicKey, agent, from };
  const claim = await claimAskedLink(firm, hash, press, told);
  if (claim.kind === "in")
    await withFirm({ firmId }, (tx) =>
      tx.delete(accessAsks).where(and(eq(accessAsks.firmId, firmId), eq(accessAsks.linkId, asked.linkId))),
    );
  return claim;
}
