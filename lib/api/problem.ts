import "server-only";
import { STATUS_CODES } from "node:http";
import type { z } from "zod";
import { DatabaseAway } from "@/db/client";
import { KeyEnded } from "@/lib/access/api-key";
import { isBrokenOff } from "@/lib/broken-off.mjs";
import { FormBroken } from "@/lib/files/multipart";
import { TooManyAtOnce } from "@/lib/files/sending-places";
import { StoreAway } from "@/lib/files/store-words";
import { log } from "@/lib/log";
import { Refused, type RefusedCode } from "@/lib/refused";
import { TooSlow } from "@/lib/request-body";

type FieldError = { field: string; detail: string };

/** An answer that is no success, as RFC 9457 writes it. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
  }
}

const statuses: Record<RefusedCode, number> = {
  invalid: 422,
  missing: 404,
  forbidden: 403,
  conflict: 409,
  limit: 429,
};

/** What broke the rules of a body or a query, field by field. */
export function invalid({ issues }: z.ZodError): Problem {
  const errors = issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") return [{ field: path.join("."), detail: issue.message }];
    return issue.keys.map((key) => ({
      field: [...path, key].join("."),
      detail: "There is no such field here.",
    }));
  });
  return new Problem(422, "invalid", errors[0]?.detail ?? "Something in this request is not right.", {
    errors: errors.slice(0, 100),
  });
}

/** Nobody acts by this key, or none was sent. */
export const unauthorized = (detail: string) =>
  new Problem(401, "unauthorized", detail, { headers: { "WWW-Authenticate": "Bearer" } });

/** Anything thrown, as an answer: an expected "no" with its sentence, a bug with its id and not a word of the error. */
function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  // whoever sent it is gone and does not read this
  if (thrown instanceof FormBroken || isBrokenOff(thrown))
    return new Problem(400, "invalid", "The form did not arrive whole. Send it again.");
  if (thrown instanceof TooManyAtOnce)
    return new Problem(503, "away", thrown.message, { headers: { "Retry-After": String(thrown.seconds) } });
  // what still comes is not waited for
  if (thrown instanceof TooSlow)
    return new Problem(408, "too_slow", thrown.message, { headers: { Connection: "close" } });
  if (thrown instanceof DatabaseAway || thrown instanceof StoreAway)
    return new Problem(
      503,
      "away",
      "Lodge cannot do this just now. Nothing is lost: try again in a moment.",
      {
        headers: { "Retry-After": "2" },
      },
    );
  if (thrown instanceof KeyEnded) return unauthorized(thrown.message);
  if (thrown instanceof Refused) {
    const errors = Object.entries(thrown.fields).map(([field, detail]) => ({ field, detail }));
    const headers: Record<string, string> = thrown.code === "limit" ? { "Retry-After": "60" } : {};
    return new Problem(statuses[thrown.code], thrown.code, thrown.message, {
      headers,
      ...(errors.length > 0 ? { errors } : {}),
    });
  }
  const errorId = log.error("api.failed", thrown);
  return new Problem(500, "bug", `Something went wrong on our side (${errorId}). Try again in a moment.`);
}

/** On every answer: never kept, never guessed at, never a page. */
export const apiHeaders = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
};

/** The answer for anything thrown, as application/problem+json (RFC 9457). */
export function refusal(thrown: unknown, requestId: string): Response {
  const { status, code, message, more } = problemOf(thrown);
  const body = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail: message,
    ...(more.errors ? { errors: more.errors } : {}),
    request_id: requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...apiHeaders, "Content-Type": "application/problem+json", ...more.headers },
  });
}
