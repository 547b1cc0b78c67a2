import { TickBox } from "@/components/portal/task-row";
import { tick } from "./actions";

const ticks = "ticks";

/** The form that all checkboxes of a page press, once a page: a form in each row would be half of a long page. `at`: home, or a request. */
export const TickForms = ({ as, at = "home" }: { as: string; at?: string }) => (
  <form id={ticks} action={tick} hidden>
    <input type="hidden" name="as" value={as} />
    <input type="hidden" name="at" value={at} />
  </form>
);

/** The checkbox of a task that a tick can finish. */
export const TickOf = ({ title, taskId, done }: { title: string; taskId: string; done: boolean }) => (
  <TickBox title={title} checked={done} form={ticks} says={`${done ? "open" : "done"} ${taskId}`} />
);
