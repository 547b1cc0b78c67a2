import type { ReactNode } from "react";

type GroupProps = {
  legend: string;
  /** For screen readers only, where a heading says it. */
  hidden?: boolean | undefined;
  error?: string | undefined;
  children: ReactNode;
};

function Group({ legend, hidden = false, error, className, children }: GroupProps & { className: string }) {
  return (
    <fieldset className={error ? "field bad" : "field"}>
      <legend className={hidden ? "vh" : undefined}>{legend}</legend>
      {error ? <p className="err-t">{error}</p> : null}
      <div className={className}>{children}</div>
    </fieldset>
  );
}

/** A list of answers of which one or several are chosen. */
export const Choices = (props: GroupProps) => <Group className="sheet choices" {...props} />;

/** Short answers side by side. */
export const Chips = (props: GroupProps) => <Group className="chips" {...props} />;

type LineProps = {
  id: string;
  name: string;
  value: string;
  type?: "radio" | "checkbox";
  hint?: string | undefined;
  checked: boolean;
  children: ReactNode;
};

/** One answer to choose, with a line why. */
export function ChoiceLine({ id, name, value, type = "radio", hint, checked, children }: LineProps) {
  return (
    <label className="choice">
      <input id={id} type={type} name={name} value={value} defaultChecked={checked} />
      <span>
        <b>{children}</b>
        {hint ? <span>{hint}</span> : null}
      </span>
    </label>
  );
}

/** What the chosen answer before it asks besides; `of` tells several in one list apart. Hidden by the stylesheet until then. */
export function ChoiceMore({ of = "reason", children }: { of?: "reason" | "day"; children: ReactNode }) {
  return <div className={`choice more for-${of}`}>{children}</div>;
}

type ChipProps = Pick<LineProps, "id" | "name" | "value" | "checked">;

/** A short answer as a pill. */
export function Chip({ id, name, value, checked }: ChipProps) {
  return (
    <label className="chip">
      <input id={id} type="radio" name={name} value={value} defaultChecked={checked} />
      <span>{value}</span>
    </label>
  );
}

type DayChipProps = { id: string; value: string; checked: boolean; date?: string; children: ReactNode };

/** A day as a pill: "Tomorrow", and which day that is. */
export function DayChip({ id, value, checked, date, children }: DayChipProps) {
  return (
    <label className="chip">
      <input id={id} type="radio" name="promised_on" value={value} defaultChecked={checked} />
      <span>
        {children}
        {date ? <small>{date}</small> : null}
      </span>
    </label>
  );
}
