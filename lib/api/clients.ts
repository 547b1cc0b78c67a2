import "server-only";
import { inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema/people";
import type { StaffActor } from "@/lib/access/actor";
import { allOf } from "@/lib/access/conditions";
import { createClient } from "@/lib/clients/create-client";
import { newClientInput } from "@/lib/clients/input";
import { visibleClients } from "@/lib/clients/queries";
import { foundBy } from "@/lib/search";
import { endpoint } from "./endpoint";
import { oneOf, pageFor, pageQuery, pageShape } from "./page";
import { at, atOrNull, instant, yesNo } from "./values";

export const clientShape = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(["company", "person"]),
  archived_at: instant.nullable(),
  created_at: instant,
  version: z.int(),
});

/** Clients as the API shows them. */
export const clientRows = async (
  tx: Tx,
  staff: StaffActor,
  ids: string[],
): Promise<z.output<typeof clientShape>[]> => {
  const found = await tx
    .select()
    .from(clients)
    .where(allOf(visibleClients(staff), inArray(clients.id, ids)));
  return found.map(({ id, name, kind, archivedAt, createdAt, version }) => ({
    id,
    name,
    kind,
    archived_at: atOrNull(archivedAt),
    created_at: at(createdAt),
    version,
  }));
};

const source = { name: "clients", from: clients, id: clients.id, at: clients.createdAt, rows: clientRows };

export const clientEndpoints = [
  endpoint({
    method: "GET",
    path: "/clients",
    scope: "clients:read",
    summary: "The firm's clients, newest first",
    query: z.strictObject({
      ...pageQuery,
      q: z.string().max(400).optional(),
      archived: yesNo,
    }),
    output: pageShape(clientShape),
    act: (staff, { query: { q, archived, ...asked } }) =>
      pageFor(
        staff,
        source,
        allOf(
          visibleClients(staff),
          archived === undefined
            ? sql`true`
            : archived
              ? isNotNull(clients.archivedAt)
              : isNull(clients.archivedAt),
          foundBy(staff.firmId, "client", clients.id, q ?? ""),
        ),
        asked,
      ),
  }),
  endpoint({
    method: "POST",
    path: "/clients",
    scope: "clients:write",
    power: "clients.write",
    summary: "Make a client",
    status: 201,
    input: newClientInput,
    output: clientShape,
    act: async (staff, { input }) => oneOf(staff, clientRows, await createClient(staff, input)),
  }),
  endpoint({
    method: "GET",
    path: "/clients/{id}",
    scope: "clients:read",
    summary: "One client",
    output: clientShape,
    act: (staff, { id }) => oneOf(staff, clientRows, id),
  }),
];
