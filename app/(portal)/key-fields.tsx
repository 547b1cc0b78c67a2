"use client";

import { useEffect, useRef } from "react";

/** A signature is good for a minute (lib/access/device-proof.ts); younger ones go as they are. Milliseconds. */
const freshMs = 40_000;
/** A press waits so long for its signature, then goes without: the device is bound by its cookies. */
const waitMs = 4_000;
/** One press is one, however often the button is hit meanwhile. */
const onceMs = 5_000;

const names = ["key", "nonce", "signature"] as const;
const signedAt = new WeakMap<HTMLFormElement, number>();
const sent = new WeakMap<HTMLFormElement, number>();
const held = new WeakSet<HTMLFormElement>();
let passing = false;

const recently = (at: number | undefined, ms: number) => at !== undefined && Date.now() - at < ms;
const fieldOf = (form: HTMLFormElement, name: string) => form.elements.namedItem(name);
const canSign = () => window.isSecureContext && "indexedDB" in window;

async function sign(form: HTMLFormElement): Promise<void> {
  const { signPress } = await import("./browser-key");
  const signed = await signPress();
  if (!signed) return;
  for (const name of names) {
    const field = fieldOf(form, name);
    if (field instanceof HTMLInputElement) field.value = signed[name];
  }
  signedAt.set(form, Date.now());
}

/** A press whose form is not signed yet, or too long ago, waits for it and then goes as it was pressed. */
function hold(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !fieldOf(form, "signature")) return;
  const stop = () => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  if (held.has(form) || (!passing && recently(sent.get(form), onceMs))) {
    stop();
    return;
  }
  if (passing || !canSign() || recently(signedAt.get(form), freshMs)) {
    sent.set(form, Date.now());
    return;
  }
  stop();
  held.add(form);
  const by = event.submitter;
  const late = new Promise<void>((resolve) => setTimeout(resolve, waitMs));
  void Promise.race([sign(form).catch(() => undefined), late]).then(() => {
    held.delete(form);
    passing = true;
    // on its button, so that the form learns which one it was
    (by ?? form.querySelector("button"))?.click();
    passing = false;
  });
}

// as soon as this script is there: a press may come before the page is whole
if (typeof document !== "undefined") {
  addEventListener("submit", hold, true);
  // back on a page that was left by a press
  addEventListener("pageshow", () => {
    for (const form of document.forms) sent.delete(form);
  });
}

/**
 * The fields in which a press that opens a device, or asks for a link, is signed by this browser's key (A14). Made ready while
 * the page is read; empty without a script, and in a browser that cannot keep a key.
 */
export function KeyFields() {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = first.current?.form;
    if (form && canSign() && !recently(signedAt.get(form), freshMs)) sign(form).catch(() => undefined);
  }, []);
  return names.map((name, at) => (
    <input key={name} ref={at === 0 ? first : undefined} type="hidden" name={name} autoComplete="off" />
  ));
}
