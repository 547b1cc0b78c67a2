import { proving } from "../proven-first";

/** A proof lasts ten minutes (lib/access/device-proof.ts); it is renewed well before, and waited for at the very end. */
const lastsMs = 600_000;
const renewMs = 240_000;
const waitMs = 15_000;
const lookMs = 30_000;

let until = 0;
let bound = true;
let began = false;
let asking: Promise<void> | undefined;
// comes when there is something to sign: a key that is proven already stays so for minutes
const key = () => import("./browser-key");
const left = () => until - Date.now();

/** One at a time on a page; tabs do not mind each other, for a proof is not used up. */
const prove = (): Promise<void> =>
  (asking ??= key()
    .then(({ proveKey }) => proveKey())
    .catch(() => "away")
    .then((answer) => {
      asking = undefined;
      if (answer === "proven") until = Date.now() + lastsMs;
      // nothing here opens by a key any more: the server says what to do
      if (answer === "lost") bound = false;
    }));

async function provenNow(now: boolean): Promise<boolean> {
  if (!bound) return false;
  if (now) until = 0;
  if (left() < waitMs) {
    await prove();
    return left() >= waitMs;
  }
  if (left() < renewMs) void prove();
  return false;
}

function look(): void {
  if (bound && document.visibilityState === "visible" && left() < renewMs) void prove();
}

let passing = false;
/** Presses that wait for a proof: one a form, for a second press while it waits is the same press. */
const held = new Map<EventTarget, () => void>();
/** The last press; what the server sent back unproven is made again by itself, once. */
let last: (() => void) | undefined;

/** A form whose proof has run out waits for a new one, then goes as it was pressed. */
function hold(event: SubmitEvent): void {
  const { target: form, submitter } = event;
  if (passing || !(form instanceof HTMLFormElement)) return;
  // on its button, so that the form learns which one it was
  last = () => {
    passing = true;
    (submitter ?? form.querySelector("button"))?.click();
    passing = false;
  };
  if (!bound || left() >= waitMs) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.set(form, last);
  void prove().then(() => {
    held.get(form)?.();
    held.delete(form);
  });
}

function again(): void {
  const press = last;
  last = undefined;
  void provenNow(true).then((proven) => {
    if (proven) press?.();
  });
}

/** Keeps this browser's key proven while the page is open (A14). */
export function keepProven(leftMs: number): void {
  if (began) return;
  began = true;
  until = Date.now() + leftMs;
  proving.prove = provenNow;
  proving.again = again;
  for (const wake of ["focus", "pageshow", "online", "visibilitychange"]) addEventListener(wake, look);
  addEventListener("submit", hold, true);
  setInterval(look, lookMs);
  look();
}
