"use client";

import { Check } from "@/components/admin/fields";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { scopes, scopeWords } from "@/lib/api/scopes";
import { CopyButton } from "../../../../../copy-button";
import { useKeptAction } from "../../../../../kept-action";
import type { Proof } from "../../../../../proof-field";
import { StaffProof } from "../../../staff-proof";
import { makeApiKey } from "../actions";

/** What the program is called and may do; then its key, this once. It works without a script too. */
export function KeyForm({ name, proof }: { name: string; proof: Proof }) {
  const [result, send, busy] = useKeptAction(makeApiKey);
  if (result?.ok) return <KeyShown value={result.data} />;
  const fields = Object.entries(result?.fields ?? {}).map(([field, message]) => ({
    fieldId: field.startsWith("scopes") ? "scopes" : field,
    message,
  }));
  const about = (field: string) => fields.find(({ fieldId }) => fieldId === field)?.message;
  const chosen = result?.values?.["scopes"]?.split("\n");
  return (
    <form action={send} noValidate className="form">
      {result ? (
        <ErrorSummary message={fields.length > 0 ? undefined : result.message} errors={fields} />
      ) : null}
      <TextField
        id="name"
        label="Name"
        hint="To tell it from your other keys, for example “Practice software”"
        autoComplete="off"
        maxLength={100}
        defaultValue={result?.values?.["name"] ?? ""}
        error={about("name")}
      />
      <fieldset className="field" id="scopes" tabIndex={-1}>
        <legend>What the program may do</legend>
        <p className="hint">It acts as {name}, and never gets further than you do.</p>
        {about("scopes") ? <p className="err-t">{about("scopes")}</p> : null}
        {scopes.map((scope) => (
          <Check
            key={scope}
            name="scopes"
            value={scope}
            label={scopeWords[scope]}
            defaultChecked={chosen?.includes(scope) ?? false}
          />
        ))}
      </fieldset>
      <StaffProof proof={proof} error={about("proof")} />
      <div className="btn-row">
        <Button look="primary" busy={busy}>
          {busy ? "Making it …" : "Make API key"}
        </Button>
        <ButtonLink href="/admin/settings/keys">Cancel</ButtonLink>
      </div>
    </form>
  );
}

const KeyShown = ({ value }: { value: string }) => (
  <>
    <Note kind="good" live>
      Here is the key, this once. Put it into the program now: Lodge keeps no copy that could be shown again.
    </Note>
    <TextField id="key" label="API key" value={value} readOnly />
    <p className="btn-row after">
      <CopyButton text={value} label="Copy the key" prints={false} />
      <ButtonLink href="/admin/settings/keys" look="primary">
        I have kept it
      </ButtonLink>
    </p>
  </>
);
