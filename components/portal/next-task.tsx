import type { ReactNode } from "react";
import { Due, type DueWords } from "@/components/portal/due";
import { ButtonLink } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";

type NextTaskProps = {
  title: string;
  href: string;
  /** What the button says: "Add the statements", "Answer the question". */
  action: string;
  due?: DueWords | undefined;
  client: string;
  /** What its row would say: "2 files sent", "£1,240.00 paid on 14 October 2026"; late first: "Sent back". */
  hint?: string | undefined;
  late?: string | undefined;
  tag?: "New" | "Changed" | undefined;
  /** Its checkbox, where a tick finishes it: it has no row below. */
  tick?: ReactNode;
};

/** The single most useful thing, and the one filled button of the home page. Gone when nothing is open. */
export function NextTask(props: NextTaskProps) {
  const { title, href, action, due, client, hint, late, tag, tick } = props;
  return (
    <section className="next" aria-label="Next task">
      <p className="k">Do this next</p>
      <div className={tick ? "next-t" : undefined}>
        {tick}
        <h2>
          {title} {tag ? <Tag kind="new">{tag}</Tag> : null}
        </h2>
      </div>
      {hint || late ? (
        <p>
          {late ? <span className="late">{late}</span> : null}
          {hint && late ? " · " : ""}
          {hint}
        </p>
      ) : null}
      <p>
        {due ? (
          <>
            <Due due={due} />
            <br />
          </>
        ) : null}
        {client}
      </p>
      <ButtonLink href={href} look="primary" wide="phone">
        {action}
      </ButtonLink>
    </section>
  );
}
