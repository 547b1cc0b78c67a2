import { Dialog } from "@/components/admin/dialog";
import { Follows, type Follow } from "@/components/admin/follows";
import { DeedDialogForm } from "../../deed";
import { takeBack } from "../sent-actions";

const follows: Follow[] = [
  {
    icon: "lock",
    title: "Its recipients see it no longer",
    words: "Mails that still wait are not sent. It cannot be sent again.",
  },
  {
    icon: "file",
    title: "What was given stays",
    words: "Answers, files and comments belong to the work.",
  },
];

/** Asks before a request is taken back, with what follows. */
export function WithdrawDialog({ requestId, title }: { requestId: string; title: string }) {
  const here = `/admin/requests/${requestId}`;
  return (
    <Dialog id="withdraw" title="Withdraw this request?" subject={title} closeHref={here}>
      <DeedDialogForm
        deed={{
          action: takeBack,
          fields: { request_id: requestId },
          label: "Withdraw request",
          busyLabel: "Withdrawing …",
          look: "danger",
        }}
        cancelHref={here}
        remark="Written to the audit log."
      >
        <Follows list={follows} />
      </DeedDialogForm>
    </Dialog>
  );
}
