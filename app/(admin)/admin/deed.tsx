"use client";

import type { ReactNode } from "react";
import { AdminHead, type AdminHeadProps } from "@/components/admin/page-head";
import type { CarriedIconName } from "@/components/carried-icons";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Proof } from "../../proof-field";
import type { FormAction } from "./form-state";
import { RefusalSummary } from "./refusal-summary";
import { StaffProof } from "./staff-proof";
import { useFormAction } from "./use-form-action";

export type DeedProps = {
  action: FormAction;
  /** Hidden fields: what it is done to. */
  fields: Record<string, string>;
  label: string;
  /** Said while it works, ending in " …". */
  busyLabel: string;
  look?: "plain" | "primary" | "danger" | "quiet";
  icon?: CarriedIconName;
};

function Hidden({ fields }: Pick<DeedProps, "fields">) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

/** The head of a page with one deed as its button; a refusal stands under the head. */
export function DeedHead({
  deed,
  after,
  children,
  ...head
}: AdminHeadProps & { deed: DeedProps; /** Buttons after the deed. */ after?: ReactNode }) {
  const { form, busy, nth, refusal } = useFormAction(deed.action);
  return (
    <>
      <AdminHead {...head}>
        {children}
        <form {...form}>
          <Hidden fields={deed.fields} />
          <Button look={deed.look} icon={deed.icon} busy={busy}>
            {busy ? deed.busyLabel : deed.label}
          </Button>
        </form>
        {after}
      </AdminHead>
      {refusal ? (
        <div className="pane">
          <RefusalSummary refusal={refusal} nth={nth} />
        </div>
      ) : null}
    </>
  );
}

/** One deed in a row of a list; `about` names the row to screen readers. A refusal stands under it. */
export function DeedButton({ deed, about }: { deed: DeedProps; about: string }) {
  const { form, busy, nth, refusal } = useFormAction(deed.action);
  return (
    <form {...form}>
      <Hidden fields={deed.fields} />
      <Button look={deed.look} size="sm" busy={busy}>
        {busy ? deed.busyLabel : deed.label}
        <span className="vh"> {about}</span>
      </Button>
      <RefusalSummary refusal={refusal} nth={nth} />
    </form>
  );
}

/** The inside of a dialog: what follows from the deed, then the deed and the way back. */
export function DeedDialogForm({
  deed,
  cancelHref,
  remark,
  proof,
  children,
}: {
  deed: DeedProps;
  cancelHref: string;
  remark: string;
  /** What has to be given again, where the deed asks anew who is there. */
  proof?: Proof;
  children: ReactNode;
}) {
  const { form, busy, nth, refusal } = useFormAction(deed.action);
  return (
    <form {...form}>
      <div className="body">
        <RefusalSummary refusal={refusal} nth={nth} fields={proof ? { proof: "proof" } : {}} />
        {children}
        {proof ? <StaffProof proof={proof} error={refusal?.fields?.["proof"]} /> : null}
      </div>
      <Hidden fields={deed.fields} />
      <footer>
        <span className="soft tiny">{remark}</span>
        <span className="r">
          <ButtonLink href={cancelHref}>Cancel</ButtonLink>
          <Button look={deed.look} busy={busy}>
            {busy ? deed.busyLabel : deed.label}
          </Button>
        </span>
      </footer>
    </form>
  );
}
