import { Status } from "@/components/admin/status";
import { standingWords, turnOf, type WorkStatus as State } from "@/lib/work-items/rules";

type Props = { status: State; tasks: number; done: number; open: number };

/** Where a work item stands, in words: whose turn it is goes before what somebody set. */
export function WorkStatus({ status, ...tasks }: Props) {
  const words = standingWords(status, tasks);
  if (status === "completed") {
    return (
      <Status kind="mute" icon="lock">
        {words}
      </Status>
    );
  }
  return turnOf(tasks) === "firm" ? (
    <Status kind="warn" icon="hourglass">
      {words}
    </Status>
  ) : (
    <Status>{words}</Status>
  );
}
