import type { ComponentPropsWithRef, ReactNode } from "react";

export type Asked = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The same sentence as in the error summary. */
  error?: string | undefined;
};

type Described = { "aria-describedby": string | undefined; "aria-invalid": true | undefined };

/** What stands around a control: its name, a hint, what is wrong. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
}: Asked & { children: (described: Described) => ReactNode }) {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className={error ? "field bad" : "field"}>
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="err-t" id={`${id}-error`}>
          {error}
        </p>
      ) : null}
      {children({ "aria-describedby": ids.join(" ") || undefined, "aria-invalid": error ? true : undefined })}
    </div>
  );
}

type TextFieldProps = Asked & Omit<ComponentPropsWithRef<"input">, "id" | "className">;

/** One line. `name` is the id unless given. */
export function TextField({ id, label, hint, error, name = id, ...rest }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(described) => <input className="in" id={id} name={name} {...described} {...rest} />}
    </Field>
  );
}

type TextAreaProps = Asked & Omit<ComponentPropsWithRef<"textarea">, "id" | "className">;

/** Several lines. `name` is the id unless given. */
export function TextArea({ id, label, hint, error, name = id, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(described) => <textarea className="in" id={id} name={name} rows={rows} {...described} {...rest} />}
    </Field>
  );
}
