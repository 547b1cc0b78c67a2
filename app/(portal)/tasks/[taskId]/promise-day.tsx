import { Chips, DayChip } from "@/components/portal/choices";
import { DayField } from "@/components/ui/day-field";
import { otherDay } from "@/lib/tasks/kinds";
import type { PromiseDays } from "./promise-days";

type Props = {
  days: PromiseDays;
  /** What stands in a field, and what is wrong with it. */
  value: (name: string, first?: string) => string;
  error: (name: string) => string | undefined;
};

/** Where an error leads. */
export const dayField = "promised_on";

/** "By which day?": some days at a press, and any other in a field that the last of them unfolds. */
export function PromiseDay({ days, value, error }: Props) {
  const { offered, said, last, lastWords, first } = days;
  const chosen = value("promised_on", offered.some(({ day }) => day === said) || !said ? said : otherDay);
  const other = chosen === otherDay;
  const wrong = error("other_day") ?? error("promised_on");
  // what is wrong is said where the day stands, and the summary leads there
  return (
    <>
      <Chips legend="By which day?" error={other ? undefined : wrong}>
        {offered.map(({ day, words, date }, at) => (
          <DayChip
            key={day}
            id={at === 0 && !other ? dayField : `promised-${day}`}
            value={day}
            checked={chosen === day}
            date={date}
          >
            {words}
          </DayChip>
        ))}
        <DayChip id="promised-other" value={otherDay} checked={other}>
          Another day
        </DayChip>
      </Chips>
      <div className="other-day">
        <DayField
          id={other ? dayField : "other_day"}
          name="other_day"
          label="Which day?"
          hint={`${lastWords} at the latest.`}
          min={first}
          max={last}
          defaultValue={value("other_day", other ? said : "")}
          error={other ? wrong : undefined}
        />
      </div>
    </>
  );
}
