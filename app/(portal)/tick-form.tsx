import { TickBox } from "@/components/portal/task-row";
import { tick } from "./actions";

const [ticks, asks] = ["ticks", "asks"];

/** The forms that all checkboxes of a page press, once a page: a form in each row would be half of a long page. `at`: home, or a request. */
export function TickForms({ as, at = "home" }: { as: string; at?: string }) {
  return (
    <>
      <form id={ticks} action={tick} hidden>
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="at" value={at} />
      </form>
      <form id={asks} hidden />
    </>
  );
}

type Props = { title: string; taskId: string; at: string; done: boolean; asks: boolean };

/** A row's checkbox. Where nothing is given yet it opens the task: a tick alone would answer nothing (DECISIONS 17). */
export function TickOf({ title, taskId, at, done, asks: opens }: Props) {
  return opens ? (
    <TickBox title={title} checked={false} form={asks} opens={`${at}${taskId}`} />
  ) : (
    <TickBox title={title} checked={done} form={ticks} says={`${done ? "open" : "done"} ${taskId}`} />
  );
}
