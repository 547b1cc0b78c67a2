import "server-only";
import { sql } from "drizzle-orm";
import { withFirm } from "@/db/client";
import { hashToken } from "@/lib/crypto";
import type { Origin } from "./actor";
import { mailedToken } from "./cookies";
import { holdsSession, openedBy, provenKey } from "./device-proof";
import { maskEmail } from "./mask-email";
import { browserInWords, type Visitor } from "./visitor-rules";

/**
 * What a look at a link finds. `mine`: this browser already holds a live device of its contact; `waiting`: it does, and
 * another screen waits to be let in by this very link (A7); `prove`: it may, once it has shown its key (A14).
 */
export type LinkState =
  | { kind: "generic" }
  | { kind: "mine" }
  | { kind: "waiting" }
  | { kind: "prove" }
  | {
      kind: "fresh";
      maskedEmail: string;
      issuedAt: Date;
      sender: { name: string; title: string } | null;
      /** The screen that asked for it: this very one, another one that still waits, or none (A7). */
      screen: "here" | "elsewhere" | null;
    }
  | { kind: "elsewhere" | "over" | "old" | "signedOut" | "revoked" | "unproven"; maskedEmail: string };

const visitsKept = 200;

type Look = {
  email: string;
  issued_at: string;
  claimed: boolean;
  sender: string | null;
  title: string | null;
  old: boolean;
  over: boolean;
  same_browser: boolean;
  ended_how: string | null;
  known: boolean;
  locked: boolean;
  asked_here: boolean;
  asked_elsewhere: boolean;
};

/**
 * Looks at a link for the page (A2, A6, DECISIONS 5 and 6) and notes the visit, capped per link. The link
 * itself is left as it is, however often and by whomever it is looked at (A3).
 */
export async function lookAtLink(
  firmId: string,
  look: {
    token: string;
    browserToken: string | undefined;
    waitToken?: string | undefined;
    /** The session that the browser holds. */
    session?: string | undefined;
    /** What the browser's key proved; `keyLost`: it tried and could not (A14). */
    proof?: string | undefined;
    keyLost?: boolean;
    visitor: Visitor;
    agent: string;
    from: Origin;
  },
): Promise<LinkState> {
  const token = mailedToken(look.token);
  if (!token) return { kind: "generic" };
  const browserHash = look.browserToken ? hashToken(look.browserToken) : "";
  const waitHash = look.waitToken ? hashToken(look.waitToken) : "";
  const proven = provenKey(firmId, look.proof) !== "";
  const liveHere = sql`devices live join browsers own on own.firm_id = live.firm_id and own.id = live.browser_id
            where live.firm_id = l.firm_id and live.contact_id = l.contact_id and own.token_hash = ${browserHash}
              and live.ended_at is null and live.ends_at > now()`;
  const held = holdsSession(sql`live.browser_id`, firmId, look);
  const opened = openedBy({ publicKey: sql`live.public_key` }, firmId, look.proof, held);
  const { visitor, reason } = look.visitor;
  const browser = Object.values(browserInWords(look.agent)).join(" on ");
  const { ip } = look.from;
  // the look and its note are one statement: this page is asked for more often than any other by machines
  const [link] = await withFirm({ firmId }, (tx) =>
    tx.execute<Look>(sql`
      with link as materialized (
        select l.id, l.email, l.issued_at, d.id is not null as claimed, s.name as sender, s.title,
          l.issued_at <= now() - interval '720 hours' as old,
          coalesce(d.ends_at <= now(), false) as over,
          coalesce(b.token_hash = ${browserHash}, false) as same_browser, d.ended_how,
          exists (select 1 from ${liveHere} and ${opened}) as known,
          exists (select 1 from ${liveHere} and live.public_key is not null and not ${opened}) as locked,
          l.purpose = 'access' and exists (select 1 from access_asks a where a.firm_id = l.firm_id and a.link_id = l.id
            and a.browser_hash = ${browserHash} and a.wait_hash = ${waitHash}
            and a.asked_at > now() - interval '1 hour') as asked_here,
          l.purpose = 'access' and d.id is null and exists (select 1 from access_asks a
            where a.firm_id = l.firm_id and a.link_id = l.id and a.shown_number > 0 and a.let_in_at is null and a.code_ends_at > now()) as asked_elsewhere
        from magic_links l
        join contacts c on c.firm_id = l.firm_id and c.id = l.contact_id and c.deleted_at is null and c.email = l.email
        left join devices d on d.firm_id = l.firm_id and d.id = l.device_id
        left join browsers b on b.firm_id = d.firm_id and b.id = d.browser_id
        left join requests r on r.firm_id = l.firm_id and r.id = l.request_id
        left join staff_members s on s.firm_id = r.firm_id and s.id = r.sent_by
        where l.firm_id = ${firmId} and l.token_hash = ${hashToken(token)} and l.revoked_at is null
      ), noted as (
        insert into link_visits (firm_id, link_id, visitor, reason, browser, ip)
        select ${firmId}, link.id, ${visitor}, ${reason}, ${browser}, ${ip} from link
        where (select count(*) from (select 1 from link_visits v where v.firm_id = ${firmId} and v.link_id = link.id
          and v.visitor = ${visitor} limit ${visitsKept}) kept) < ${visitsKept}
      )
      select * from link`),
  );
  if (!link) return { kind: "generic" };
  const maskedEmail = maskEmail(link.email);
  if (link.known) return { kind: link.asked_elsewhere && !link.asked_here ? "waiting" : "mine" };
  if (link.locked && !proven && !look.keyLost) return { kind: "prove" };
  if (!link.claimed) {
    if (link.old) return { kind: "old", maskedEmail };
    const sender = link.sender ? { name: link.sender, title: link.title ?? "" } : null;
    const screen = link.asked_here ? "here" : link.asked_elsewhere ? "elsewhere" : null;
    return { kind: "fresh", maskedEmail, issuedAt: new Date(link.issued_at), sender, screen };
  }
  if (link.over) return { kind: "over", maskedEmail };
  if (!link.same_browser) return { kind: "elsewhere", maskedEmail };
  if (link.ended_how === null) return { kind: "unproven", maskedEmail };
  return { kind: link.ended_how === "revoked" ? "revoked" : "signedOut", maskedEmail };
}
