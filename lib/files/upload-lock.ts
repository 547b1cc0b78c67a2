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
import { FileRefused } from "./problems";
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

/** Status and sentence for anything thrown; a bug is logged and named by its id. */
export function refusalOf(problem: unknown): {
  status: number;
  code: RefusedCode | "away" | "bug";
  sentence: string;
} {
  if (problem instanceof StoreAway) return { status: 503, code: "away", sentence: problem.message };
  // worth another try: the page shows its key meanwhile
  if (problem instanceof ProofRunOut) return { status: 401, code: problem.code, sentence: problem.message };
  if (problem instanceof Refused)
    return { status: statuses[problem.code], code: problem.code, sentence: problem.message };
  if (problem instanceof DatabaseAway) {
    return {
      status: 503,
      code: "away",
      sentence: "Lodge could not save this just now. Nothing is lost: try again in a moment.",
    };
  }
  if (isBrokenOff(problem)) {
    log.info("upload.broken-off");
    return { status: 400, code: "away", sentence: "The file did not arrive whole. Send it again." };
  }
  const errorId = log.error("upload.failed", problem);
  return {
    status: 500,
    code: "bug",
    sentence: `Something went wrong on our side (${errorId}). Try again in a moment.`,
  };
}

/** A request's body; whoever stops reading it leaves the rest for `drain`, where a plain loop would break the connection. */
export async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  if (request.body) yield* request.body.values({ preventCancel: true });
}

/** Reads what is still being sent, up to a number of bytes: a browser hears the answer only once it has sent all. */
export async function drain(request: Request, most: number): Promise<void> {
  let read = 0;
  try {
    for await (const bytes of bodyOf(request)) if ((read += bytes.length) > most) break;
  } catch {
    return;
  }
}
