import type { ReactNode } from "react";
import { Facts } from "@/components/portal/facts";
import { Ticks, type Progress } from "@/components/portal/ticks";
import { Fold, TaskList } from "@/components/portal/work-sheet";

type DoneSheetProps = {
  client: string;
  title: string;
  progress: Progress;
  /** "Saturday 21 November 2026, 10:58". */
  doneAt: string;
  /** "2 files, 1 answer". */
  sent: string;
  /** What it is called on the telephone and in the mail: "HC-2026-7K3M9Q". */
  references: string[];
  /** The rows of what was sent, folded. */
  children: ReactNode;
};

/** A receipt for one work item of which everything is done: what was sent, and when. */
export function DoneSheet({ client, title, progress, doneAt, sent, references, children }: DoneSheetProps) {
  return (
    <section className="sheet work" aria-label={title}>
      <div className="work-h">
        <p className="soft over">{client}</p>
        <h2>{title}</h2>
        <p className="meta">
          <span>
            {progress.done} of {progress.total} done
          </span>
        </p>
        <Ticks {...progress} />
        <Facts
          rows={[
            { term: "Finished", value: doneAt },
            { term: "You sent", value: sent },
            { term: "Reference", value: references.join(", ") },
          ]}
        />
      </div>
      <Fold label="See what you sent">
        <TaskList>{children}</TaskList>
      </Fold>
    </section>
  );
}
