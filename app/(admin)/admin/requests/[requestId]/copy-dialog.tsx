import { Dialog } from "@/components/admin/dialog";
import type { openWorkOf } from "@/lib/work-items/open-work-of";
import { CopyForm } from "./copy-form";

type Props = {
  request: { id: string; title: string; clientId: string; clientName: string; workItemId: string };
  work: Awaited<ReturnType<typeof openWorkOf>>;
};

/** Asks for which work a request is copied (W4). */
export function CopyDialog({ request, work }: Props) {
  const here = `/admin/requests/${request.id}`;
  return (
    <Dialog id="copy" title="Copy this request" subject={request.title} closeHref={here}>
      {work.length > 0 ? (
        <CopyForm requestId={request.id} workItemId={request.workItemId} work={work} cancelHref={here} />
      ) : (
        <div className="body">
          <p>
            {request.clientName} has no work that is open.{" "}
            <a href={`/admin/work/new?client=${request.clientId}`}>Make the work first</a>, then copy the
            request.
          </p>
        </div>
      )}
    </Dialog>
  );
}
