import { Dialog } from "@/components/admin/dialog";
import { Icon } from "@/components/icons";
import { DeedDialogForm } from "../../deed";
import { takeBack } from "../sent-actions";

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
        <ul className="dl">
          <li>
            <Icon name="lock" className="lead" />
            <div>
              <b>Its recipients see it no longer</b>
              <span className="d">Mails that still wait are not sent. It cannot be sent again.</span>
            </div>
          </li>
          <li>
            <Icon name="file" className="lead" />
            <div>
              <b>What was given stays</b>
              <span className="d">Answers, files and comments belong to the work.</span>
            </div>
          </li>
        </ul>
      </DeedDialogForm>
    </Dialog>
  );
}
