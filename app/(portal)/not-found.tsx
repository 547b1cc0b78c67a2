import { requestHost } from "@/lib/access/host";
import { NothingHere } from "../error";

/** An address that does not exist, or not for this person (SECURITY AC2), in the firm's frame and with its telephone. */
export default async function NotFoundPage() {
  const host = await requestHost();
  return (
    <NothingHere
      firm={host.kind === "firm" ? { name: host.firm.name, phone: host.firm.phone || undefined } : undefined}
    />
  );
}
