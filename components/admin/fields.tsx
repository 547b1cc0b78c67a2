import type { ComponentPropsWithRef, ReactNode } from "react";
import { Field, type Asked } from "@/components/ui/field";

type SelectProps = Asked & Omit<ComponentPropsWithRef<"select">, "id" | "className">;

/** One of a list; the options are its children. `name` is the id unless given. */
export function SelectField({ id, label, hint, error, name = id, children, ...rest }: SelectProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(described) => (
        <select className="in" id={id} name={name} {...described} {...rest}>
          {children}
        </select>
      )}
    </Field>
  );
}

type CheckProps = { label: ReactNode } & Omit<ComponentPropsWithRef<"input">, "type" | "className">;

/** A box to check on the staff side, such as a recipient. */
export function Check({ label, ...rest }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" className="ck" {...rest} />
      <span>{label}</span>
    </label>
  );
}
