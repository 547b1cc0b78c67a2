import { Tabs } from "@/components/admin/tabs";
import type { StaffRole } from "@/lib/access/actor";
import { mayUse } from "@/lib/access/permissions";

type Place = "portal" | "sending" | "files" | "staff" | "keys" | "card" | "sign-in";

/** The parts of the settings: the firm's for who may set them, the own card and sign-in for everybody. */
export function SettingsTabs({ role, current }: { role: StaffRole; current: Place }) {
  const tab = (place: Place, label: string) => ({
    label,
    href: `/admin/settings/${place}`,
    current: place === current,
  });
  const ofFirm = mayUse(role, "settings.write")
    ? [
        tab("portal", "Client portal"),
        tab("sending", "Sending"),
        tab("files", "Files"),
        tab("staff", "Staff sign-in"),
        tab("keys", "API keys"),
      ]
    : [];
  return (
    <Tabs label="Settings" tabs={[...ofFirm, tab("card", "Your card"), tab("sign-in", "Your sign-in")]} />
  );
}
