"use client";

import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { isOwn, wordsFor } from "./own-words";
import { askPasskey, makePasskey, noPasskey, usePasskeys } from "./passkey-client";

type Props = {
  /** Where the options come from, and where the answer goes: both plain POSTs. */
  optionsFrom: string;
  action: string;
  makes?: boolean;
  label: string;
  look?: "plain" | "primary";
  /** Shown where the browser knows no passkeys, or runs no script. */
  without?: ReactNode;
};

const stale = "This page is out of date. Load it again, then press once more.";

/** One press: the device is asked for its passkey, or to make one, and the answer is sent as a plain form. */
export function PasskeyForm({ optionsFrom, action, makes = false, label, look = "plain", without }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const can = usePasskeys();

  async function options(): Promise<{ given: unknown } | { said: string }> {
    const asked = fetch(optionsFrom, { method: "POST", body: new URLSearchParams() });
    const answer = await asked.catch(() => undefined);
    if (!answer || !isOwn(answer) || answer.status >= 500) return { said: wordsFor(answer?.status ?? 0) };
    return answer.ok && !answer.redirected ? { given: await answer.json() } : { said: stale };
  }

  async function press() {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      const told = await options();
      if ("said" in told) {
        stop(told.said);
        return;
      }
      const { given } = told;
      const answer = makes
        ? await makePasskey(given as PublicKeyCredentialCreationOptionsJSON)
        : await askPasskey(given as PublicKeyCredentialRequestOptionsJSON);
      if (field.current) field.current.value = answer;
      field.current?.form?.submit();
    } catch (failed) {
      stop(noPasskey(failed));
    }
  }

  function stop(said: string) {
    setBusy(false);
    setProblem(said);
  }

  if (can === false || (can === undefined && without)) return <>{without}</>;
  return (
    <form method="post" action={action} className={can ? undefined : "to-come"}>
      {problem ? <ErrorSummary message={problem} /> : null}
      <input type="hidden" name="passkey" ref={field} />
      <Button type="button" icon="passkey" wide look={look} busy={busy} onClick={() => void press()}>
        {busy ? "Waiting for your device …" : label}
      </Button>
    </form>
  );
}
