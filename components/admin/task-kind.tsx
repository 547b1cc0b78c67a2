import { Icon, type IconName } from "@/components/icons";
import type { TaskKind } from "@/lib/tasks/kinds";

const kinds: Record<TaskKind, { icon: IconName; label: string }> = {
  tick: { icon: "check", label: "Tick" },
  upload: { icon: "send", label: "Upload" },
  answer: { icon: "help", label: "Answer" },
  choice: { icon: "requests", label: "Choice" },
  approval: { icon: "eye", label: "Approval" },
  transaction: { icon: "clip", label: "Transaction" },
};

/** What a kind of task is called on the staff side. */
export const taskKindName = (kind: TaskKind): string => kinds[kind].label;

/** The glyph of a kind of task. */
export function TaskKindIcon({ kind }: { kind: TaskKind }) {
  return <Icon name={kinds[kind].icon} />;
}
