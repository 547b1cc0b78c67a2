"use client";

import { PasswordField } from "@/components/portal/password-field";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { setOwnPassword } from "../factor-actions";
import { FactorForm } from "../factor-form";

/** The present password and the new one; the address is there for password managers. */
export function PasswordForm({ as, email }: { as: string; email: string }) {
  return (
    <FactorForm as={as} action={setOwnPassword} fields={{ current: "current", password: "password" }}>
      {({ busy, error }) => (
        <>
          <TextField
            id="username"
            name=""
            label="Email address"
            type="email"
            autoComplete="username"
            defaultValue={email}
            readOnly
          />
          <TextField
            id="current"
            label="Present password"
            type="password"
            autoComplete="current-password"
            maxLength={256}
            error={error("current")}
          />
          <PasswordField
            id="password"
            label="New password"
            hint="At least 12 characters. Four or five words in a row are good, and easy to keep."
            autoComplete="new-password"
            error={error("password")}
          />
          <p className="after">
            <Button look="primary" size="big" wide="phone" busy={busy}>
              {busy ? "Saving …" : "Change password"}
            </Button>
          </p>
        </>
      )}
    </FactorForm>
  );
}
