"use client";

import { Check } from "@/components/admin/fields";

export type Person = { id: string; name: string; email: string; chosen: boolean };

type Props = {
  people: Person[];
  chosen: string[] | null;
  clientId: string;
  error: string | undefined;
};

/** Whom a request asks: contacts of its client. */
export function Recipients({ people, chosen, clientId, error }: Props) {
  return (
    <fieldset id="recipients" tabIndex={-1} className={error ? "field bad" : "field"}>
      <legend className="lab">To</legend>
      {error ? <p className="err-t">{error}</p> : null}
      {people.length === 0 ? (
        <p className="soft">
          This client has no contact yet.{" "}
          <a href={`/admin/clients/${clientId}/contacts/new`}>Add the person who answers.</a>
        </p>
      ) : null}
      <div className="checks">
        {people.map((person) => (
          <Check
            key={person.id}
            name="recipient_ids"
            value={person.id}
            defaultChecked={chosen ? chosen.includes(person.id) : person.chosen}
            label={
              <>
                {person.name} <span className="soft">{person.email}</span>
              </>
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
