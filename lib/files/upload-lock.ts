import "server-only";
import { DatabaseAway } from "@/db/client";
import type { ContactActor, GuestActor } from "@/lib/access/actor";
import { mustProve, ProofRunOut } from "@/lib/access/device-key";
import { guestHere, guestTokensOf } from "@/lib/access/guest-session";
import { hostOf, originOf, type Firm } from "@/lib/access/host";
import { isSameOrigin } from "@/lib/access/origin";
import { takeTurn } from "@/lib/access/rate-limit";
import { contactHere, tokensOf } from "@/lib/access/session";
import { isBrokenOff } from "@/lib/broken-off.mjs";
import { isId } from "@/lib/ids";
import { log } from "@/lib/log";
import { Refused, type RefusedCode } from "@/lib/refused";
import { BodyCut, TooSlow } from "@/lib/request-body";
import { FileRefused } from "./problems";
import { TooManyAtOnce } from "./sending-places";
import { StoreAway } from "./store-words";

/** The firm of the host that a request was sent to, when it may be answered: the page's own origin for what changes something. */
export async function firmOfRequest(request: Request): Promise<Firm> {
  const host = await hostOf(request.headers.get("host") ?? "");
  if (host.kind !== "firm") throw new Refused("missing", "There is no portal here.");
  const site = request.headers.get("sec-fetch-site");
  const own =
    request.method === "HEAD"
      ? site === null || site === "same-origin"
      : isSameOrigin(request.headers, host.origin);
  if (!own)
    throw new Refused(
      "forbidden",
      "This did not come from a page of the portal. Open the portal and try again.",
    );
  return host.firm;
}

/**
 * The contact that an upload began as, while that contact is live on this browser, whoever the session is meanwhile
 * (DECISIONS 8). `as` is what the form carried: firm and contact. Throws Refused otherwise.
 */
export async function uploader(request: Request, firm: Firm, as: string): Promise<ContactActor> {
  const [firmId = "", contactId = ""] = as.split(".");
  const tokens = tokensOf(request.headers);
  const contact =
    firmId === firm.id && isId(contactId)
      ? await contactHere(firm.id, tokens, contactId, originOf(request.headers))
      : undefined;
  if (!contact && (await mustProve(firm.id, tokens))) throw new ProofRunOut();
  if (!contact)
    throw new Refused(
      "forbidden",
      "You are no longer in on this device. Open a link from our mail again, then send the file again.",
    );
  return contact;
}

const ofGuest = /^guest\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/;

/**
 * Who sends a plain form, asked before each of its files: a contact, or a guest, whose form says `guest.` before firm and
 * guest (A18). Throws Refused otherwise.
 */
export async function formSender(
  request: Request,
  firm: Firm,
  as: string,
): Promise<ContactActor | GuestActor> {
  const [, firmId, guestId] = ofGuest.exec(as) ?? [];
  if (guestId === undefined) return uploader(request, firm, as);
  const here =
    firmId === firm.id
      ? await guestHere(firm.id, guestTokensOf(request.headers), originOf(request.headers))
      : undefined;
  if (here?.actor.guestId !== guestId)
    throw new Refused("forbidden", "You can answer this no longer, so the file was not sent.");
  return here.actor;
}

/** A form takes one turn, however many bytes it has; chunks are limited by the day's budget. Throws Refused("limit"). */
export async function takeFormTurn(sender: ContactActor | GuestActor): Promise<void> {
  const took =
    sender.kind === "guest"
      ? await takeTurn("actsOfGuest", sender.guestId)
      : await takeTurn("actsOfContact", sender.contactId);
  if (!took)
    throw new FileRefused(
      "limit",
      "file-often",
      "That was very many changes at once. Wait a minute, then go on.",
    );
}

/** What a refusal is in HTTP. 409 stays free for a wrong offset (DECISIONS 22). */
const statuses: Record<RefusedCode, number> = {
  invalid: 422,
  missing: 404,
  forbidden: 403,
  conflict: 403,
  limit: 507,
};

/** How anything thrown is answered: a bug is logged and named by its id. `headers` stand on the answer besides. */
export type Refusal = {
  status: number;
  code: RefusedCode | "away" | "bug";
  sentence: string;
  headers: Record<string, string>;
};

/** Status, sentence and headers for anything thrown. */
export function refusalOf(problem: unknown): Refusal {
  const refusal = (status: number, code: Refusal["code"], sentence: string, headers = {}): Refusal => ({
    status,
    code,
    sentence,
    headers,
  });
  if (problem instanceof TooManyAtOnce)
    return refusal(503, "away", problem.message, {
      "Retry-After": String(problem.seconds),
      "Lodge-Busy": "1",
    });
  if (problem instanceof StoreAway) return refusal(503, "away", problem.message, retrySoon);
  // what still comes is not waited for
  if (problem instanceof TooSlow) return refusal(408, "away", problem.message, { Connection: "close" });
  // worth another try: the page shows its key meanwhile
  if (problem instanceof ProofRunOut) return refusal(401, problem.code, problem.message);
  if (problem instanceof Refused) return refusal(statuses[problem.code], problem.code, problem.message);
  if (problem instanceof DatabaseAway)
    return refusal(
      503,
      "away",
      "Lodge could not save this just now. Nothing is lost: try again in a moment.",
      retrySoon,
    );
  // whoever sent it is gone and does not read this
  if (isBrokenOff(problem) || problem instanceof BodyCut) {
    log.info("upload.broken-off");
    return refusal(400, "away", "The file did not arrive whole. Send it again.");
  }
  const errorId = log.error("upload.failed", problem);
  return refusal(500, "bug", `Something went wrong on our side (${errorId}). Try again in a moment.`);
}

const retrySoon = { "Retry-After": "3" };

/**
 * The answer to a form without a script that has to be sent again as it is: its page stays one step back, with all that
 * was typed.
 */
export const sendAgain = ({ status, sentence, headers }: Refusal): Response =>
  new Response(`${sentence} Your form is one page back.\n`, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", ...headers },
  });

/** True of a refusal that says nothing against what was sent: no place was free, or it came too slowly. */
export const mustSendAgain = (problem: unknown): boolean =>
  problem instanceof TooManyAtOnce || problem instanceof TooSlow;
