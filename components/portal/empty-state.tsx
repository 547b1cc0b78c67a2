import type { ReactNode } from "react";
import { Mark } from "@/components/portal/page-head";

type EmptyStateProps = { title?: string | undefined; children: ReactNode };

/** Nothing to do: what it is, and what comes next ("Last sent: stock count, Thursday 19 November."). */
export function EmptyState({ title = "Nothing needed now", children }: EmptyStateProps) {
  return (
    <div className="sheet empty">
      <Mark icon="check" />
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
