import { pressAgain } from "../press-again";
import { setProving } from "../proven-first";

/** A proof lasts ten minutes (lib/access/device-proof.ts); it is renewed well before, and waited for at the very end. */
const lastsMs = 600_000;
const renewMs = 240_000;
const waitMs = 15_000;
const lookMs = 30_000;

let until = 0;
let bound = true;
let began = false;
let proving: Promise<void> | undefined;
// comes when there is something to sign: a key that is proven already stays so for minutes
const key = () => import("./browser-key");
const left = () => until - Date.now();

/** One at a time on a page; tabs do not mind each other, for a proof is not used up. */
const prove = (): Promise<void> =>
  (proving ??= key()
    .then(({ proveKey }) => proveKey())
    .catch(() => "away")
    .then((answer) => {
      proving = undefined;
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
const held = new WeakSet<HTMLFormElement>();
/** The last press, and whether it was made again by itself: that is done once. */
let last: { form: HTMLFormElement; by: HTMLElement | null; again: boolean } | undefined;

/** A form whose proof has run out waits for a new one, then goes as it was pressed. */
function hold(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const by = event.submitter;
  if (!passing) last = { form, by, again: false };
  if (passing || !bound || left() >= waitMs) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // a second press while it waits is the same press
  if (held.has(form)) return;
  held.add(form);
  void prove().then(() => {
    held.delete(form);
    pass(form, by);
  });
}

function pass(form: HTMLFormElement, by: HTMLElement | null): void {
  passing = true;
  try {
    pressAgain(form, by);
  } finally {
    passing = false;
  }
}

/** The server knew better than this page: the press that it sent back is made once more. */
function again(): void {
  const press = last;
  if (!press || press.again) return;
  press.again = true;
  void provenNow(true).then((proven) => {
    if (proven && press.form.isConnected) pass(press.form, press.by?.isConnected ? press.by : null);
  });
}

/** Keeps this browser's key proven while the page is open (A14). */
export function keepProven(leftMs: number): void {
  if (began) return;
  began = true;
  until = Date.now() + leftMs;
  setProving({ prove: provenNow, again });
  for (const wake of ["focus", "pageshow", "online"]) addEventListener(wake, look);
  document.addEventListener("visibilitychange", look);
  addEventListener("submit", hold, true);
  setInterval(look, lookMs);
  look();
}
