"use client";

import { createContext, use, useState, type InputHTMLAttributes, type ReactNode } from "react";
import { Field, type Asked } from "@/components/ui/field";
import { dayWords, type Calendar } from "@/lib/format";

const Days = createContext<Calendar | undefined>(undefined);

/** What every date field inside counts from and writes in. */
export const DaysOf = ({ calendar, children }: { calendar: Calendar; children: ReactNode }) => (
  <Days value={calendar}>{children}</Days>
);

const isDay = (text: string): boolean => /^[1-9]\d{3}-\d\d-\d\d$/.test(text);

type Props = Asked &
  Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "className" | "type" | "onChange" | "defaultValue"> & {
    defaultValue: string;
  };

/** A day; below it its weekday and how far away it is: as soon as it is chosen, and without a script once it is saved. */
export function DayField({ id, label, hint, error, name = id, defaultValue, ...rest }: Props) {
  const calendar = use(Days);
  const [chosen, setChosen] = useState({ day: defaultValue, over: defaultValue });
  // a form that was answered begins anew with what is saved
  const day = chosen.over === defaultValue ? chosen.day : defaultValue;
  const saidId = `${id}-said`;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {({ "aria-describedby": by, ...described }) => (
        <>
          <input
            className="in"
            type="date"
            id={id}
            name={name}
            defaultValue={defaultValue}
            aria-describedby={by ? `${by} ${saidId}` : saidId}
            {...described}
            {...rest}
            onChange={(event) => {
              setChosen({ day: event.currentTarget.value, over: defaultValue });
            }}
          />
          {/* a browser may write a date a little differently than the server */}
          <output className="day-said" id={saidId} htmlFor={id} suppressHydrationWarning>
            {calendar && isDay(day) ? dayWords(day, calendar) : null}
          </output>
        </>
      )}
    </Field>
  );
}
