import { minted, type ContactActor, type StaffActor, type StaffRole } from "./actor";

const from = { ip: "", requestId: "demo" };

/** A staff member of the demo firm, acting while it is made. */
export const demoStaffActor = (firmId: string, staffId: string, role: StaffRole): StaffActor => ({
  [minted]: true,
  kind: "staff",
  firmId,
  staffId,
  role,
  from,
});

/** A contact of the demo firm on a device that was made for it. */
export const demoContactActor = (
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
