import "server-only";
import { cookies, headers } from "next/headers";
import type { z } from "zod";
import { DatabaseAway } from "@/db/client";
import type { ContactActor, GuestActor, StaffActor } from "./access/actor";
import { asToken, cookieNames } from "./access/cookies";
import { mustProve, ProofRunOut } from "./access/device-key";
import { guestHere, guestTokens } from "./access/guest-session";
import { hostOf, originOf, type Host } from "./access/host";
import { isSameOrigin } from "./access/origin";
import { mayUse, type Power } from "./access/permissions";
import { takeTurn } from "./access/rate-limit";
import { clientTokens, visitorOfTokens } from "./access/session";
import { staffOfToken } from "./access/staff-session";
import { log } from "./log";
import { Refused, type RefusedCode } from "./refused";

/** What an action answers. `values` gives typed text back, since React 19 empties fields after an action. */
export type ActionResult<T = null> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: RefusedCode;
      message: string;
      fields?: Record<string, string>;
      values?: Record<string, string>;
      /** The browser has to show its key first (A14): the same act then goes through. */
      unproven?: boolean;
    };

type Input = Record<string, unknown>;
type Action<T> = (first: unknown, second?: unknown) => Promise<ActionResult<T>>;

/** A form's fields as an object; a field sent twice becomes a list. React's own `$ACTION` fields are left out. */
function fieldsOf(form: FormData): Input {
  const input: Input = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const all = form.getAll(name);
    input[name] = all.length > 1 ? all : all[0];
  }
  return input;
}

/** An action is called with a form, with (last state, form), or from our own script with a plain object. */
function inputOf(first: unknown, second: unknown): Input {
  const given = second instanceof FormData ? second : first;
  if (given instanceof FormData) return fieldsOf(given);
  return typeof given === "object" && given !== null ? { ...given } : {};
}

const secretFields = new Set(["as", "form_key", "password", "current", "proof", "code", "token"]);

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

function typedText(input: Input): Record<string, string> {
  // a field that was sent several times comes back with a value a line
  const entries = Object.entries(input)
    .map(([name, value]): [string, unknown] => [name, isTexts(value) ? value.join("\n") : value])
    .filter((e): e is [string, string] => typeof e[1] === "string" && !secretFields.has(e[0]));
  return Object.fromEntries(entries);
}

function shaped<S extends z.ZodType>(shape: S, input: Input): z.output<S> {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  const fields: Record<string, string> = {};
  for (const { path, message } of read.error.issues) fields[path.join(".")] ??= message;
  throw new Refused("invalid", Object.values(fields)[0] ?? "Something in the form is not right.", fields);
}

/** Runs a door's steps; an expected "no" becomes a result, everything else is a bug and goes on up (HOUSE §5). */
async function settled<T>(input: Input, steps: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await steps() };
  } catch (problem) {
    const values = typedText(input);
    if (problem instanceof Refused) {
      const { code, message, fields } = problem;
      const unproven = problem instanceof ProofRunOut ? { unproven: true } : {};
      return { ok: false, code, message, fields, values, ...unproven };
    }
    if (problem instanceof DatabaseAway) {
      log.error("database.away", { problem: problem.message });
      return {
        ok: false,
        code: "limit",
        message: "Lodge could not save this just now. Nothing is lost: try again in a moment.",
        values,
      };
    }
    throw problem;
  }
}

/** The host that the page of this POST came from, from its Origin; Next may forward actions, so Host is not read (DECISIONS 25). */
async function hostOfOrigin(sent: Headers): Promise<Host & { kind: "firm" | "operator" }> {
  const origin = sent.get("origin") ?? "";
  const host = URL.canParse(origin) ? await hostOf(new URL(origin).host) : undefined;
  if (!host || host.kind === "unknown" || host.kind === "moved" || !isSameOrigin(sent, host.origin)) {
    throw new Refused(
      "forbidden",
      "This did not come from a page of the portal. Open the portal and try again.",
    );
  }
  return host;
}

const tooMany = "That was very many changes at once. Wait a minute, then go on.";

const asForm = /^([0-9a-f-]{36})\.([0-9a-f-]{36})$/;

async function contactOf(input: Input): Promise<ContactActor> {
  const sent = await headers();
  const host = await hostOfOrigin(sent);
  const [, firmId, contactId] = asForm.exec(typeof input["as"] === "string" ? input["as"] : "") ?? [];
  if (!firmId || host.kind !== "firm" || host.firm.id !== firmId) {
    throw new Refused("forbidden", "This page is out of date. Load it again; what you typed is still here.");
  }
  const tokens = await clientTokens();
  const visitor = await visitorOfTokens(firmId, tokens, originOf(sent));
  if (!visitor && (await mustProve(firmId, tokens))) throw new ProofRunOut();
  if (!visitor) {
    throw new Refused(
      "forbidden",
      "You are no longer in on this device. Open a link from our mail again, then save this.",
    );
  }
  if (visitor.actor.contactId !== contactId) {
    const said = `This browser now shows ${visitor.fullName}'s requests, so nothing was saved. Go back to your own requests, then save it again.`;
    throw new Refused("conflict", said, { as: said });
  }
  return visitor.actor;
}

/**
 * The door for what a client does: who (session and the contact the form was drawn for, A17), how often,
 * what shape, then the verb. The form carries `as`, made by `asOf`.
 */
export function portalAction<S extends z.ZodType, T>(
  shape: S,
  verb: (client: ContactActor, input: z.output<S>) => Promise<T>,
): Action<T> {
  return async (first, second) => {
    const input = inputOf(first, second);
    return settled(input, async () => {
      const client = await contactOf(input);
      if (!(await takeTurn("actsOfContact", client.contactId))) throw new Refused("limit", tooMany);
      const { as: _, ...rest } = input;
      return verb(client, shaped(shape, rest));
    });
  };
}

const asGuestForm = /^guest\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/;

async function guestOf(input: Input): Promise<GuestActor> {
  const sent = await headers();
  const host = await hostOfOrigin(sent);
  const [, firmId, guestId] = asGuestForm.exec(typeof input["as"] === "string" ? input["as"] : "") ?? [];
  const here =
    firmId && host.kind === "firm" && host.firm.id === firmId
      ? await guestHere(firmId, await guestTokens(), originOf(sent))
      : undefined;
  if (!here || here.actor.guestId !== guestId) {
    throw new Refused(
      "forbidden",
      "You can answer this no longer: it is done already, or it was stopped. Nothing was saved now.",
    );
  }
  return here.actor;
}

/** The door for what a guest does on the one task it was asked for (A18): the same steps. The form carries `asGuest`. */
export function guestAction<S extends z.ZodType, T>(
  shape: S,
  verb: (guest: GuestActor, input: z.output<S>) => Promise<T>,
): Action<T> {
  return async (first, second) => {
    const input = inputOf(first, second);
    return settled(input, async () => {
      const guest = await guestOf(input);
      if (!(await takeTurn("actsOfGuest", guest.guestId))) throw new Refused("limit", tooMany);
      const { as: _, ...rest } = input;
      return verb(guest, shaped(shape, rest));
    });
  };
}

/** The door for what staff do: who, may they, what shape, then the verb. */
export function staffAction<S extends z.ZodType, T>(
  power: Power,
  shape: S,
  verb: (staff: StaffActor, input: z.output<S>) => Promise<T>,
): Action<T> {
  return async (first, second) => {
    const input = inputOf(first, second);
    return settled(input, async () => {
      const sent = await headers();
      const host = await hostOfOrigin(sent);
      const token = asToken((await cookies()).get(cookieNames.staff)?.value);
      const staff = await staffOfToken(token, host, originOf(sent));
      if (!staff)
        throw new Refused("forbidden", "You are signed out. Sign in again in another tab, then save this.");
      if (!mayUse(staff.actor.role, power))
        throw new Refused("forbidden", "Your role does not allow this. Ask an owner of the firm.");
      return verb(staff.actor, shaped(shape, input));
    });
  };
}

/** The `as` field of every portal form: whose page this is. */
export const asOf = (actor: { firmId: string; contactId: string }): string =>
  `${actor.firmId}.${actor.contactId}`;

/** The `as` field of every form of a guest. */
export const asGuest = (actor: { firmId: string; guestId: string }): string =>
  `guest.${actor.firmId}.${actor.guestId}`;
