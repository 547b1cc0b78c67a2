import type { ReactNode } from "react";
import { TaskKindIcon, taskKindName } from "@/components/admin/task-kind";
import type { TaskKind } from "@/lib/tasks/kinds";

type BlockProps = {
  title: string;
  /** Beside the title, quiet: 4, or "3 in, 1 ended". */
  count?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
};

/** A part of a staff page under its own heading. */
export function Block({ title, count, actions, children }: BlockProps) {
  return (
    <section className="blk">
      <header>
        <h2>
          {title} {count === undefined ? null : <span className="c">{count}</span>}
        </h2>
        {actions ? <span className="r">{actions}</span> : null}
      </header>
      {children}
    </section>
  );
}

/** "No contacts yet. Add the person who answers for this client." */
export function None({ children }: { children: ReactNode }) {
  return <p className="none">{children}</p>;
}

/** Names and values. */
export function Kv({ rows }: { rows: { term: string; value: ReactNode }[] }) {
  return (
    <dl className="kv">
      {rows.map((row) => (
        <div key={row.term}>
          <dt>{row.term}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The tasks of a request, in their order. */
export function TaskLines({ children }: { children: ReactNode }) {
  return <ul className="tk">{children}</ul>;
}

type TaskLineProps = {
  kind: TaskKind;
  title: string;
  sub?: ReactNode;
  /** At the right, instead of the kind's name: a Status, a Remove button. */
  end?: ReactNode;
  /** An anchor for links to this task. */
  id?: string | undefined;
  /** Under the line: what came of the task. */
  children?: ReactNode;
};

/** One task as the staff see it. */
export function TaskLine({ kind, title, sub, end, id, children }: TaskLineProps) {
  return (
    <li id={id}>
      <TaskKindIcon kind={kind} />
      <div>
        <b>{title}</b>
        {sub ? <span className="d">{sub}</span> : null}
      </div>
      <span className="k">{end ?? taskKindName(kind)}</span>
      {children ? <div className="more">{children}</div> : null}
    </li>
  );
}
