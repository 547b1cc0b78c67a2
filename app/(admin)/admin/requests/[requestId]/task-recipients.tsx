"use client";

import { Check } from "@/components/admin/fields";
import type { Person } from "./recipients";

type Props = {
  people: Person[];
  /** Null: everybody who is asked. */
  chosen: string[] | null;
  allMust: boolean;
  error: string | undefined;
};

/** Whom of those who are asked a task is for, and whether one answer serves all (DECISIONS 17). */
export function TaskRecipients({ people, chosen, allMust, error }: Props) {
  if (people.length < 2) return null;
  return (
    <fieldset id="task_recipient_ids" tabIndex={-1} className={error ? "field bad" : "field"}>
      <legend className="lab">For</legend>
      {error ? <p className="err-t">{error}</p> : null}
      <div className="checks for-whom">
        <label className="check">
          <input type="radio" className="rd" name="task_for" value="all" defaultChecked={chosen === null} />
          <span>Everybody who is asked</span>
        </label>
        <label className="check">
          <input type="radio" className="rd" name="task_for" value="some" defaultChecked={chosen !== null} />
          <span>Only some of them</span>
        </label>
        <div className="some">
          {people.map((person) => (
            <Check
              key={person.id}
              name="task_recipient_ids"
              value={person.id}
              defaultChecked={chosen?.includes(person.id) ?? false}
              label={person.name}
            />
          ))}
        </div>
        <Check name="task_all_must" defaultChecked={allMust} label="Each of them must answer" />
      </div>
    </fieldset>
  );
}
