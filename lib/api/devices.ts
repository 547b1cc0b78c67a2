import "server-only";
import { z } from "zod";
import { devicesOf } from "@/lib/devices/queries";
import { revokeDevice } from "@/lib/devices/revoke-device";
import { contactRows } from "./contacts";
import { endpoint } from "./endpoint";
import { oneOf, pageShape } from "./page";
import { at, atOrNull, instant } from "./values";

export const deviceShape = z.strictObject({
  id: z.uuid(),
  contact_id: z.uuid(),
  browser: z.string(),
  system: z.string(),
  live: z.boolean(),
  claimed_at: instant,
  ends_at: instant,
  ended_at: instant.nullable(),
  ended_how: z.string().nullable(),
  last_seen_at: instant.nullable(),
  ip: z.string(),
  country: z.string().nullable(),
});

export const deviceEndpoints = [
  endpoint({
    method: "GET",
    path: "/contacts/{id}/devices",
    scope: "devices:read",
    summary: "A contact's devices, those that are in first, a hundred at most",
    output: pageShape(deviceShape),
    act: async (staff, { id: contactId }) => {
      await oneOf(staff, contactRows, contactId);
      const list = await devicesOf(staff, contactId);
      const data = list.map((device) => ({
        id: device.id,
        contact_id: contactId,
        browser: device.browser,
        system: device.system,
        live: device.live,
        claimed_at: at(device.claimedAt),
        ends_at: at(device.endsAt),
        ended_at: atOrNull(device.endedAt),
        ended_how: device.endedHow,
        last_seen_at: atOrNull(device.lastSeenAt),
        ip: device.ip,
        country: device.country,
      }));
      return { data, next_cursor: null };
    },
  }),
  endpoint({
    method: "DELETE",
    path: "/devices/{id}",
    scope: "devices:write",
    power: "devices.revoke",
    summary: "Revoke a device: it is out at its next request",
    status: 204,
    act: async (staff, { id }) => {
      await revokeDevice(staff, id);
      return undefined;
    },
  }),
];
