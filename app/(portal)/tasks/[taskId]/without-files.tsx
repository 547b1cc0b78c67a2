import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { TakeFocus } from "../../take-focus";
import { askedWithout, type NotSent } from "@/lib/files/not-sent";

/** Carries the names of what did not arrive along with "Mark as done", which asks about them first. */
export const NotSentFields = ({ refused, unsent }: NotSent) => (
  <>
    {refused.map((name, at) => (
      <input key={at} type="hidden" name="refused" value={name} />
    ))}
    {unsent.map((name, at) => (
      <input key={at} type="hidden" name="unsent" value={name} />
    ))}
  </>
);

type Props = {
  left: NotSent;
  action: (form: FormData) => Promise<void>;
  /** Where the files can be sent again. */
  back: string;
  /** The fields that say who and which. */
  children: ReactNode;
};

/** Asks before a task is marked as done without files that were refused or did not arrive (P5). */
export function WithoutFiles({ left, action, back, children }: Props) {
  const it = left.refused.length + left.unsent.length === 1 ? "it" : "them";
  return (
    <Note id="without" kind="late" title={askedWithout(left)}>
      <TakeFocus of="without" />
      <form action={action} className="act btn-row">
        {children}
        <input type="hidden" name="without" value="1" />
        <Button look="primary" wide="phone" icon="check">
          Mark as done without {it}
        </Button>
        <a className="btn" href={back}>
          Back to the files
        </a>
      </form>
    </Note>
  );
}
