import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { pageStaff } from "@/lib/access/staff-session";
import { isId } from "@/lib/ids";
import { requestPreview } from "@/lib/requests/preview";
import { ReaderFrame } from "../../../portal-page";
import type { Seen } from "../../../task-rows";

export type Params = Promise<{ requestId: string; reader: string }>;

/** The word in the address that stands for a reader while nobody is chosen. */
const nobody = "anybody";
const dayMs = 86_400_000;

/** A request as a recipient would find it, for signed-in staff of its firm; anybody else finds nothing (W3). */
export async function previewed(params: Params) {
  const { requestId, reader: contactId } = await params;
  const staff = await pageStaff();
  if (!staff || !isId(requestId) || !(contactId === nobody || isId(contactId))) notFound();
  const shown = await requestPreview(staff.actor, requestId, contactId === nobody ? undefined : contactId);
  if (!shown) notFound();
  const { reader, asker, tasks } = shown;
  const [here, now] = [`/preview/${requestId}/${contactId}`, new Date()];
  const seen: Seen = {
    firm: staff.firm,
    now,
    still: true,
    places: { home: here, tasks: `${here}/tasks/`, help: "#", documents: "/admin/files/" },
    visitor: {
      actor: { firmId: staff.firm.id, contactId: reader.contactId },
      firstName: reader.firstName,
      fullName: reader.fullName,
      // as it is on the day that the link is opened
      claimedAt: now,
      endsAt: new Date(now.getTime() + 30 * dayMs),
      previousSeenAt: null,
      contactsHere: 1,
    },
  };
  return { seen, asker, tasks };
}

type FrameProps = { preview: Awaited<ReturnType<typeof previewed>>; children: ReactNode };

/** The frame of the portal around what is previewed. */
export function PreviewFrame({ preview: { seen, asker, tasks }, children }: FrameProps) {
  return (
    <ReaderFrame
      firm={seen.firm}
      visitor={seen.visitor}
      current="requests"
      toDo={tasks.length}
      asker={asker}
      still
    >
      {children}
    </ReaderFrame>
  );
}
