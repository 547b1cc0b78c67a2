import type { ReactNode } from "react";
import { CarriedIcon } from "@/components/carried-icons";
import { Due, type DueWords } from "@/components/portal/due";
import { Ticks, type Progress } from "@/components/portal/ticks";

/** The name above the sheets of one client, once. */
export function ClientHeading({ name }: { name: string }) {
  return <h2 className="client">{name}</h2>;
}

/** Rows of tasks. */
export function TaskList({ children }: { children: ReactNode }) {
  return <ul className="tasks">{children}</ul>;
}

type FoldProps = { label: string; end?: string | undefined; open?: boolean | undefined; children: ReactNode };

/** What is folded away, opened without a script. `end` stands at the right: "3 tasks". */
export function Fold({ label, end, open = false, children }: FoldProps) {
  return (
    <details className="fold" open={open}>
      <summary>
        <CarriedIcon name="next" className="chev" />
        <span>{label}</span>
        {end ? <span className="end">{end}</span> : null}
      </summary>
      {children}
    </details>
  );
}

type WorkSheetProps = {
  title: string;
  due?: DueWords | undefined;
  progress: Progress;
  /** Rows still open, and those that wait for the firm. */
  children: ReactNode;
  /** Rows that are done: folded under them. */
  done?: { count: number; rows: ReactNode; open?: boolean | undefined } | undefined;
};

/** One work item: due, how far, its tasks; what is done goes quiet. */
export function WorkSheet({ title, due, progress, children, done }: WorkSheetProps) {
  return (
    <section className="sheet work" aria-label={title}>
      <div className="work-h">
        <h3>{title}</h3>
        <p className="meta">
          {due?.late ? (
            <span>
              <Due due={due} />
            </span>
          ) : (
            due?.text
          )}
          <b>{`${progress.done} of ${progress.total} done`}</b>
        </p>
        <Ticks {...progress} />
      </div>
      {children}
      {done && done.count > 0 ? (
        <Fold label="Done" end={done.count === 1 ? "1 task" : `${done.count} tasks`} open={done.open}>
          <TaskList>{done.rows}</TaskList>
        </Fold>
      ) : null}
    </section>
  );
}

type FoldedWorkProps = { title: string; count: string; children: ReactNode };

/** A work item with nothing left to do: one folded sheet. `count` is "5 of 5". */
export function FoldedWork({ title, count, children }: FoldedWorkProps) {
  return (
    <section className="sheet work past" aria-label={title}>
      <Fold label={`Done: ${title}`} end={count}>
        <TaskList>{children}</TaskList>
      </Fold>
    </section>
  );
}
