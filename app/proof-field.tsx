import { TextField } from "@/components/ui/field";

/** What proves again who is there, and whether it is asked for now, as lib/factors/prove-again.ts says it. */
export type Proof = { way: "password" | "code" | "passkey" | "mail" | "log_in"; due: boolean };

type Props = { proof: Proof | undefined; error?: string | undefined };

/** The password, or a code, once more: asked for when the log-in is older than five minutes. */
export function ProofField({ proof, error }: Props) {
  // an error: the five minutes ran out while the form was open
  if (!proof || (!proof.due && error === undefined)) return null;
  if (proof.way === "password")
    return (
      <TextField
        id="proof"
        type="password"
        label="Your password"
        hint="Asked for again, because you logged in a while ago"
        autoComplete="current-password"
        maxLength={256}
        error={error}
      />
    );
  if (proof.way === "code")
    return (
      <CodeField
        hint="From your authenticator app. Asked for again, because you got in a while ago."
        error={error}
      />
    );
  return (
    <p className="soft">
      Your log-in is older than five minutes. Sign out and log in again with your passkey, then do this.
    </p>
  );
}

/** Six digits of an app or a mail. */
export function CodeField({ hint, error }: { hint: string; error: string | undefined }) {
  return (
    <TextField
      id="proof"
      label="6-digit code"
      hint={hint}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      error={error}
    />
  );
}
