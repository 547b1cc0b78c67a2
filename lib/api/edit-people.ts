import "server-only";
import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { withFirm, type Tx } from "@/db/client";
import { clients, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { archiveClient, clientForUpdate, restoreClient } from "@/lib/clients/archive-client";
import { editClient } from "@/lib/clients/edit-client";
import { newClientInput } from "@/lib/clients/input";
import { visibleClients } from "@/lib/clients/queries";
import { editContact } from "@/lib/contacts/edit-contact";
import { visibleContacts } from "@/lib/contacts/queries";
import { Refused } from "@/lib/refused";
import { clientRows, clientShape } from "./clients";
import { contactRows, contactShape, newContactShape } from "./contacts";
import { endpoint } from "./endpoint";
import { oneOf } from "./page";
import { version } from "./values";

export const clientEditShape = newClientInput
  .partial()
  .extend({ archived: z.boolean("Write true or false.").optional(), version });

const { phone: _, ...contactFields } = newContactShape.shape;
export const contactEditShape = z
  .strictObject(contactFields)
  .partial()
  .extend({
    // its own: absent means unchanged here, and empty on a new contact
    phone: z.string().max(40, "Keep the telephone number under 40 characters.").trim().optional(),
    version,
  });

async function insistClients(tx: Tx, staff: StaffActor, ids: string[]): Promise<void> {
  const found = await tx.$count(clients, allOf(visibleClients(staff), inArray(clients.id, ids)));
  if (found < new Set(ids).size)
    throw new Refused("missing", "One of these clients does not exist any more.");
}

export const peopleEdits = [
  endpoint({
    method: "PATCH",
    path: "/clients/{id}",
    scope: "clients:write",
    power: "clients.write",
    summary: "Rename a client, change its kind, archive or restore it",
    input: clientEditShape,
    output: clientShape,
    act: (staff, { id, input: { name, kind, archived, version: seen } }) =>
      withFirm(staff, async (tx) => {
        const now = await clientForUpdate(tx, staff, id);
        const edits = name !== undefined || kind !== undefined;
        if (edits) await editClient(staff, id, { name: name ?? now.name, kind: kind ?? now.kind }, seen);
        if (archived === true) await archiveClient(staff, id, edits ? undefined : seen);
        if (archived === false) await restoreClient(staff, id);
        return oneOf(staff, clientRows, id);
      }),
  }),
  endpoint({
    method: "PATCH",
    path: "/contacts/{id}",
    scope: "contacts:write",
    power: "contacts.write",
    summary:
      "Change a contact; another email address ends its links and devices, and is refused (409) where the contact has a login",
    input: contactEditShape,
    output: contactShape,
    act: (staff, { id, input: { version: seen, ...given } }) =>
      withFirm(staff, async (tx) => {
        const mine = allOf(visibleContacts(staff), eq(contacts.id, id));
        await tx.select({ id: contacts.id }).from(contacts).where(mine).for("no key update");
        const now = await oneOf(staff, contactRows, id);
        if (Object.values(given).every((value) => value === undefined)) return now;
        if (given.client_ids) await insistClients(tx, staff, given.client_ids);
        const fields = {
          firstName: given.first_name ?? now.first_name,
          lastName: given.last_name ?? now.last_name,
          email: given.email ?? now.email,
          phone: given.phone ?? now.phone,
          clientIds: given.client_ids ?? now.client_ids,
        };
        await editContact(staff, id, fields, seen, "program");
        return oneOf(staff, contactRows, id);
      }),
  }),
];
