import type { ComponentPropsWithRef, ReactNode } from "react";

type Asked = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The same sentence as in the error summary. */
  error?: string | undefined;
};

type Described = { "aria-describedby": string | undefined; "aria-invalid": true | undefined };

function Field({
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
