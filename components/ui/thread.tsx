import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Tag } from "@/components/ui/tag";

type CommentProps = {
  /** The whole name; the reader's own comments say "You". */
  name: string;
  mine?: boolean | undefined;
  firm?: string | undefined;
  /** "Tuesday 17 November, 15:20", "yesterday 18:05". */
  when: string;
  text: string;
  isNew?: boolean | undefined;
  id?: string | undefined;
};

/** One comment, its lines as they were typed. */
export function Comment({ name, mine = false, firm, when, text, isNew = false, id }: CommentProps) {
  return (
    <li id={id}>
      <Avatar name={name} mine={mine} />
      <div>
        <p className="who">
          <b>{mine ? "You" : name}</b>
          {firm ? ` · ${firm}` : ""} · {when} {isNew ? <Tag kind="new">New</Tag> : null}
        </p>
        <p className="typed">{text}</p>
      </div>
    </li>
  );
}

/** Comments in the order of time. */
export function Thread({ children }: { children: ReactNode }) {
  return <ul className="thread">{children}</ul>;
}
