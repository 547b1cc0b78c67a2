import { TextField } from "@/components/ui/field";

/** What has to be given again before a change, as lib/factors/prove-again.ts says it. */
export type Proof = "none" | "password" | "code" | "log_in";

type Props = { proof: Proof; error?: string | undefined; /** On the staff side. */ staff?: boolean };

/** The password, or a code, once more: asked for when the log-in is older than five minutes. */
export function ProofField({ proof, error, staff = false }: Props) {
  // the five minutes ran out while the form was open
  const asked = proof === "none" && staff && error ? "code" : proof;
  if (asked === "none") return null;
  if (asked === "log_in")
    return (
      <p className="soft">
        {staff
          ? "You signed in more than five minutes ago. Sign out, sign in again, then do this."
          : "Your log-in is older than five minutes. Sign out and log in again with your passkey, then do this."}
      </p>
    );
  return asked === "password" ? (
    <TextField
      id="proof"
      type="password"
      label="Your password"
      hint="Asked for again, because you logged in a while ago"
      autoComplete="current-password"
      maxLength={256}
      error={error}
    />
  ) : (
    <TextField
      id="proof"
      label="6-digit code"
      hint={`From your authenticator app. Asked for again, because you ${staff ? "signed" : "logged"} in a while ago.`}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={12}
      error={error}
    />
  );
}
