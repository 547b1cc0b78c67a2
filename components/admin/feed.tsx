import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";

/** What happened, newest first. */
export function Feed({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className="feed" aria-label={label}>
      {children}
    </ol>
  );
}

type FeedItemProps = {
  icon: IconName;
  /** What happened, in a few words with its link. */
  title: ReactNode;
  /** "Today 10:42". */
  when: string;
  /** A line more: a mail's state, the words of a comment. */
  children?: ReactNode;
};

/** One thing that happened. */
export function FeedItem({ icon, title, when, children }: FeedItemProps) {
  return (
    <li>
      <Icon name={icon} />
      <div>
        <span className="t">{title}</span>
        {children ? <div className="d">{children}</div> : null}
      </div>
      <span className="when">{when}</span>
    </li>
  );
}
