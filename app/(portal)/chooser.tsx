import { PageHead } from "@/components/portal/page-head";
import { Button } from "@/components/ui/button";
import type { Firm } from "@/lib/access/host";
import { DoorPage } from "./door-page";

/** Several people on one browser: whose requests to open. Nothing of anybody is shown before (A17). */
export function Chooser({ firm, people }: { firm: Firm; people: { contactId: string; fullName: string }[] }) {
  return (
    <DoorPage firm={firm}>
      <PageHead title="Whose requests?" mark={{ icon: "device" }}>
        More than one person uses {firm.name} on this device.
      </PageHead>
      <ul className="stack">
        {people.map((person) => (
          <li key={person.contactId}>
            <form method="post" action="/switch">
              <input type="hidden" name="contact_id" value={person.contactId} />
              <Button size="big" wide>
                {person.fullName}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </DoorPage>
  );
}
