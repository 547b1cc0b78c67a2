"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/actions";
import { bePatient } from "./patient-fetch";

type Refusal = Extract<ActionResult, { ok: false }>;

bePatient();

/** What the front says to an action that it had no place for (scripts/own-pages.mjs). */
const busy = "busy";

/** Fields that are never given back (lib/actions.ts). */
const secret = /^(as|form_key|password|current|proof|code|token|\$ACTION.*)$/;

const typedOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...new Set(form.keys())]
      .filter((name) => !secret.test(name))
      .map((name) => [
        name,
        form
          .getAll(name)
          .filter((value) => typeof value === "string")
          .join("\n"),
      ]),
  );

/**
 * An action as the browser calls it: an answer that is not Lodge's, or none, becomes a refusal with what was typed, where
 * Next would take the whole page away. On the server it is the action itself, so that a form works without a script.
 */
export function keptAction<S>(
  action: (last: S, form: FormData) => Promise<S>,
  refused: (last: S, refusal: Refusal, form: FormData) => S,
): (last: S, form: FormData) => Promise<S> {
  if (typeof window === "undefined") return action;
  return (last, form) =>
    action(last, form).catch((problem: unknown) => {
      // what the server told of has a number, and is shown with that
      if (!(problem instanceof Error) || "digest" in problem) throw problem;
      const why =
        problem.message === busy
          ? "Very many people are here at once, so this was not saved."
          : "No answer came from the portal, so this may not be saved.";
      const message = `${why} What you typed is still here: try again in a moment.`;
      return refused(last, { ok: false, code: "limit", message, values: typedOf(form) }, form);
    });
}

const asResult = <T>(_last: ActionResult<T> | null, refusal: Refusal): ActionResult<T> | null => refusal;

/** `useActionState` for an action of the portal, which keeps what was typed whatever becomes of the answer (P2). */
export const useKeptAction = <T>(
  action: (last: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T> | null>,
) => useActionState(keptAction(action, asResult<T>), null);
