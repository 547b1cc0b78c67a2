import { setProving } from "../proven-first";

/** A proof lasts ten minutes (lib/access/device-proof.ts); it is renewed well before, and waited for at the very end. */
const lastsMs = 600_000;
const renewMs = 240_000;
const waitMs = 15_000;
const lookMs = 30_000;

let until = 0;
let bound = false;
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

async function provenNow(): Promise<boolean> {
  if (!bound) return false;
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

/** A form whose proof has run out waits for a new one, then goes as it was pressed. */
function hold(event: SubmitEvent): void {
  const form = event.target;
  if (passing || !bound || left() >= waitMs || !(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // a second press while it waits is the same press
  if (held.has(form)) return;
  held.add(form);
  const by = event.submitter;
  void prove().then(() => {
    held.delete(form);
    passing = true;
    form.requestSubmit(by);
    passing = false;
  });
}

function stay(): void {
  bound = true;
  setProving(provenNow);
  for (const wake of ["focus", "pageshow", "online"]) addEventListener(wake, look);
  document.addEventListener("visibilitychange", look);
  addEventListener("submit", hold, true);
  setInterval(look, lookMs);
  look();
}

/** Keeps this browser's key proven while the page is open (A14); `new`: the device was just claimed and has none yet. */
export async function keepProven(mode: "bound" | "new", leftMs: number): Promise<void> {
  if (began) return;
  began = true;
  until = Date.now() + leftMs;
  if (mode === "bound") stay();
  else if (await key().then(({ bindKey }) => bindKey())) {
    until = Date.now() + lastsMs;
    stay();
  }
}
