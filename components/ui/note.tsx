import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";

type Kind = "info" | "good" | "late" | "problem" | "plain";

const looks: Record<Kind, { className: string; icon: IconName }> = {
  info: { className: "note", icon: "info" },
  good: { className: "note good", icon: "check" },
  late: { className: "note late-n", icon: "clock" },
  problem: { className: "note problem", icon: "alert" },
  plain: { className: "note plain", icon: "info" },
};

type NoteProps = {
  kind?: Kind | undefined;
  title?: string | undefined;
  live?: boolean | undefined;
  /** Where an address leads that names it: it takes the focus then. */
  id?: string | undefined;
  children: ReactNode;
};

/** A sentence that stays on the page; `live` has it read out when it comes (WCAG 4.1.3). No toast in the portal. */
export function Note({ kind = "info", title, live = false, id, children }: NoteProps) {
  const { className, icon } = looks[kind];
  return (
    <div className={className} role={live ? "status" : undefined} id={id} tabIndex={id ? -1 : undefined}>
      <Icon name={icon} />
      <div>
        {title ? <b>{title}</b> : null}
        {children}
      </div>
    </div>
  );
}

/** "Saved 10:42. You can close this page and come back." */
export function Saved({ children }: { children: ReactNode }) {
  return (
    <p className="saved" role="status">
      <Icon name="check" />
      {children}
    </p>
  );
}
