import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";

/** A round mark above a title: `full` only where something has been completed. */
export function Mark({ icon, full = false }: { icon: IconName; full?: boolean | undefined }) {
  return (
    <span className={full ? "mark full" : "mark"}>
      <Icon name={icon} />
    </span>
  );
}

type PageHeadProps = {
  title: string;
  /** The line above the title: a greeting, or "Hilltop Bakery Ltd · Year-end accounts 2026". */
  over?: string | undefined;
  back?: { href: string; label: string } | undefined;
  mark?: { icon: IconName; full?: boolean | undefined } | undefined;
  /** The line below the title. */
  children?: ReactNode;
};

/** The top of a page in the portal. */
export function PageHead({ title, over, back, mark, children }: PageHeadProps) {
  return (
    <>
      {back ? (
        <a className="back" href={back.href}>
          <Icon name="back" />
          {back.label}
        </a>
      ) : null}
      {mark ? <Mark icon={mark.icon} full={mark.full} /> : null}
      {over ? <p className="soft over">{over}</p> : null}
      <h1 className="page-h">{title}</h1>
      {children ? <p className="lede">{children}</p> : null}
    </>
  );
}

/** A part of a page under its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sec">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
