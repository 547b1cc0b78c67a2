import type { ReactNode } from "react";
import { Icon } from "@/components/icons";
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
  /** What was sent with it; with an address where the reader may take it, or read it in a tab of its own. */
  files?: { id: string; name: string; size: string; href?: string; newTab?: boolean }[] | undefined;
};

/** One comment, its lines as they were typed. */
export function Comment({
  name,
  mine = false,
  firm,
  when,
  text,
  isNew = false,
  id,
  files = [],
}: CommentProps) {
  return (
    <li id={id}>
      <Avatar name={name} mine={mine} />
      <div>
        <p className="who">
          <b>{mine ? "You" : name}</b>
          {firm ? ` · ${firm}` : ""} · {when} {isNew ? <Tag kind="new">New</Tag> : null}
        </p>
        {text ? <p className="typed">{text}</p> : null}
        {files.map((file) => (
          <p key={file.id} className="clip">
            <Icon name="clip" />
            {file.href ? (
              <a href={file.href} {...(file.newTab ? { target: "_blank", rel: "noopener" } : {})}>
                {file.name}
                {file.newTab ? <span className="vh">, opens in a new tab</span> : null}
              </a>
            ) : (
              file.name
            )}{" "}
            <span>{file.size}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

/** Comments in the order of time. */
export function Thread({ children }: { children: ReactNode }) {
  return <ul className="thread">{children}</ul>;
}
