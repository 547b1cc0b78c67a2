"use client";

import { useState, useSyncExternalStore, type ReactNode } from "react";
import { TextField } from "@/components/ui/field";

type PasswordFieldProps = {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** What a password manager is to do. */
  autoComplete: "current-password" | "new-password";
};

const never = () => () => undefined;

/** A password, which can be shown while it is typed; pasting and password managers work (L4, ASVS 6.2.6, 6.2.7). */
export function PasswordField({ autoComplete, ...field }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  // without a script the button would do nothing: it is not there
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <div className={scripted ? "pw can-show" : "pw"}>
      <TextField
        {...field}
        name="password"
        type={shown ? "text" : "password"}
        autoComplete={autoComplete}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
      />
      {scripted ? (
        <button
          type="button"
          aria-pressed={shown}
          aria-label="Show password"
          aria-controls={field.id}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {shown ? "Hide" : "Show"}
        </button>
      ) : null}
    </div>
  );
}
