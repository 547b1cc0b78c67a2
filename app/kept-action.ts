"use client";

import { useActionState } from "react";
import type { ActionResult } from "@/lib/actions";
import { bePatient } from "./patient-fetch";

type Refusal = Extract<ActionResult, { ok: false }>;

bePatient();

/** What the front says when it had no place for an action (scripts/own-pages.mjs): word for word, so that it is no other's. */
export const busyWords = "Very many requests are here at once. Nothing was done: try again in a few seconds.";
const sentences = {
  busy: "Very many people are here at once, so this was not saved. What you typed is still here: wait a few seconds, then try again.",
  lost: "No answer came from the portal, so this may not be saved. What you typed is still here: check your connection, then try again.",
};

/** Never given back to a field (lib/actions.ts). */
const secretFields = new Set(["as", "form_key", "password", "current", "proof", "code", "token"]);

function typedOf(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value !== "string" || secretFields.has(name) || name.startsWith("$ACTION")) continue;
    values[name] = name in values ? `${values[name] ?? ""}\n${value}` : value;
  }
  return values;
}

/** An error that the server told of has its number: it is shown with that. What has none is an answer that did not come. */
const isTold = (problem: unknown): boolean =>
  typeof problem === "object" && problem !== null && "digest" in problem;

/**
 * An action as the browser calls it: an answer that is not Lodge's, or none, becomes a refusal with what was typed, where
 * Next would take the whole page away. On the server it is the action itself, so that a form works without a script.
 */
export function keptAction<S>(
  action: (last: S, form: FormData) => Promise<S>,
  refused: (last: S, refusal: Refusal, form: FormData) => S,
): (last: S, form: FormData) => Promise<S> {
  if (typeof window === "undefined") return action;
  return async (last, form) => {
    try {
      return await action(last, form);
    } catch (problem) {
      if (isTold(problem)) throw problem;
      const isBusy = problem instanceof Error && problem.message === busyWords;
      const message = isBusy ? sentences.busy : sentences.lost;
      return refused(last, { ok: false, code: "limit", message, values: typedOf(form) }, form);
    }
  };
}

const asResult = <T>(_last: ActionResult<T> | null, refusal: Refusal): ActionResult<T> | null => refusal;

/** `useActionState` for an action of the portal, which keeps what was typed whatever becomes of the answer (P2). */
export const useKeptAction = <T>(
  action: (last: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T> | null>,
) => useActionState(keptAction(action, asResult<T>), null);
