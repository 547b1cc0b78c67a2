import { Due, type DueWords } from "@/components/portal/due";
import { ButtonLink } from "@/components/ui/button";

type NextTaskProps = {
  title: string;
  href: string;
  /** What the button says: "Add the statements", "Answer the question". */
  action: string;
  due?: DueWords | undefined;
  client: string;
};

/** The single most useful thing, and the one filled button of the home page. Gone when nothing is open. */
export function NextTask({ title, href, action, due, client }: NextTaskProps) {
  return (
    <section className="next" aria-label="Next task">
      <p className="k">Do this next</p>
      <h2>{title}</h2>
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
