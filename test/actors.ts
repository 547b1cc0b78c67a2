import { minted, type ContactActor, type StaffActor, type StaffRole } from "@/lib/access/actor";

const from = { ip: "127.0.0.1", requestId: "test" };

/** The one place a test may mint an actor: a staff member. */
export const asStaff = (
  firmId: string,
  staffId: string,
  role: StaffRole = "owner",
  staffSessionId?: string,
): StaffActor => ({
  [minted]: true,
  kind: "staff",
  firmId,
  staffId,
  role,
  ...(staffSessionId === undefined ? {} : { staffSessionId }),
  from,
});

/** The one place a test may mint an actor: a contact on a device. */
export const asContact = (
  firmId: string,
  ids: { contactId: string; deviceId: string; browserId: string },
): ContactActor => ({
  [minted]: true,
  kind: "contact",
  via: "device",
  firmId,
  ...ids,
  from,
});

/** The one place a test may mint an actor: a contact who is logged in. */
export const asLogin = (
  firmId: string,
  ids: { contactId: string; loginSessionId: string; browserId: string },
): ContactActor => ({
  [minted]: true,
  kind: "contact",
  via: "login",
  firmId,
  deviceId: "",
  ...ids,
  from,
});
