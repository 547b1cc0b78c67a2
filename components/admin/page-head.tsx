import { Fragment, type ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";

export type AdminHeadProps = {
  title: string;
  count?: number | undefined;
  crumbs?: { label: string; href: string }[] | undefined;
  /** A person's page shows their letters. */
  person?: string | undefined;
  /** A quiet sentence before the buttons: "Draft, saved 10:42". */
  aside?: ReactNode;
  /** The page's buttons, the one filled button last. */
  children?: ReactNode;
};

/** The top of a staff page: where it stands, its name, what can be done. */
export function AdminHead({ title, count, crumbs = [], person, aside, children }: AdminHeadProps) {
  return (
    <header className="ahead">
      {person ? <Avatar name={person} size="xl" /> : null}
      <div>
        {crumbs.length > 0 ? (
          <p className="crumb">
            {crumbs.map((crumb, at) => (
              <Fragment key={crumb.href}>
                {at > 0 ? " · " : ""}
                <a href={crumb.href}>{crumb.label}</a>
              </Fragment>
            ))}
          </p>
        ) : null}
        <h1>
          {title}
          {count === undefined ? null : <span className="count"> {count}</span>}
        </h1>
      </div>
      {aside || children ? (
        <div className="r">
          {aside ? <span className="soft tiny nowrap">{aside}</span> : null}
          {children}
        </div>
      ) : null}
    </header>
  );
}
