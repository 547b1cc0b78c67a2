import "server-only";
import { inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { clientContacts, contacts } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { newContactInput } from "@/lib/clients/input";
import { createContact } from "@/lib/contacts/create-contact";
import { deleteContact, restoreContact } from "@/lib/contacts/delete-contact";
import { visibleContacts } from "@/lib/contacts/queries";
import { foundBy } from "@/lib/search";
import { endpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { at, atOrNull, id, instant, yesNo } from "./values";

export const contactShape = z.strictObject({
  id: z.uuid(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  phone: z.string(),
  client_ids: z.array(z.uuid()),
  deleted_at: instant.nullable(),
  created_at: instant,
  version: z.int(),
});

export const newContactShape = newContactInput.omit({ client_id: true }).extend({
  client_ids: z.array(id).min(1, "Name at least one client.").max(50, "Name 50 clients at most."),
});

/** Contacts as the API shows them, deleted ones too. */
export const contactRows = async (
  tx: Tx,
  staff: StaffActor,
  ids: string[],
): Promise<z.output<typeof contactShape>[]> => {
  const found = await tx
    .select({
      contact: contacts,
      clientIds: sql<
        string[]
      >`array(select cc.client_id from ${clientContacts} cc where cc.firm_id = contacts.firm_id and cc.contact_id = contacts.id order by cc.created_at, cc.client_id)`,
    })
    .from(contacts)
    .where(allOf(visibleContacts(staff), inArray(contacts.id, ids)));
  return found.map(({ contact, clientIds }) => ({
    id: contact.id,
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: contact.email,
    phone: contact.phone,
    client_ids: clientIds,
    deleted_at: atOrNull(contact.deletedAt),
    created_at: at(contact.createdAt),
    version: contact.version,
  }));
};

const source = {
  name: "contacts",
  from: contacts,
  id: contacts.id,
  at: contacts.createdAt,
  rows: contactRows,
};

export const contactEndpoints = [
  endpoint({
    method: "GET",
    path: "/contacts",
    scope: "contacts:read",
    summary: "The firm's contacts, newest first",
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(400).optional(),
      client_id: id.optional(),
      deleted: yesNo,
    }),
    output: pageShape(contactShape),
    act: (staff, { query: { q, client_id, deleted, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleContacts(staff),
          isNull(contacts.erasedAt),
          deleted === undefined
            ? sql`true`
            : deleted
              ? isNotNull(contacts.deletedAt)
              : isNull(contacts.deletedAt),
          client_id
            ? sql`${contacts.id} in (select cc.contact_id from ${clientContacts} cc where cc.firm_id = ${staff.firmId} and cc.client_id = ${client_id})`
            : sql`true`,
          foundBy(staff.firmId, "contact", contacts.id, q ?? ""),
        ),
        asked,
      ),
  }),
  endpoint({
    method: "POST",
    path: "/contacts",
    scope: "contacts:write",
    power: "contacts.write",
    summary: "Make a contact of one or more clients; a known address of the same name is put to them too",
    status: 201,
    input: newContactShape,
    output: contactShape,
    act: async (
      staff,
      { input: { first_name: firstName, last_name: lastName, email, phone, client_ids } },
    ) => {
      let contactId = "";
      for (const clientId of new Set(client_ids))
        contactId = await createContact(staff, { clientId, firstName, lastName, email, phone });
      return oneOf(staff, contactRows, contactId);
    },
  }),
  endpoint({
    method: "GET",
    path: "/contacts/{id}",
    scope: "contacts:read",
    summary: "One contact, a deleted one too",
    output: contactShape,
    act: (staff, { id: contactId }) => oneOf(staff, contactRows, contactId),
  }),
  endpoint({
    method: "DELETE",
    path: "/contacts/{id}",
    scope: "contacts:write",
    power: "contacts.write",
    summary: "Delete a contact: its devices and links stop at once",
    status: 204,
    act: async (staff, { id: contactId }) => {
      await deleteContact(staff, contactId);
      return undefined;
    },
  }),
  endpoint({
    method: "POST",
    path: "/contacts/{id}/restore",
    scope: "contacts:write",
    power: "contacts.write",
    summary: "Restore a deleted contact; links from before stay dead",
    output: contactShape,
    act: async (staff, { id: contactId }) => {
      await restoreContact(staff, contactId);
      return oneOf(staff, contactRows, contactId);
    },
  }),
];
