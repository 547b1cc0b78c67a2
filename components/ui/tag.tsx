import type { ReactNode } from "react";

type TagProps = { kind?: "plain" | "new" | "late" | "problem" | "good" | undefined; children: ReactNode };

/** One or two words about a row. Done has none: it goes quiet. */
export function Tag({ kind = "plain", children }: TagProps) {
  return <span className={kind === "plain" ? "tag" : `tag ${kind}`}>{children}</span>;
}
