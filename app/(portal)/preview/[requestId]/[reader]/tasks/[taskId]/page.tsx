import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TaskView } from "../../../../../tasks/[taskId]/task-view";
import { PreviewFrame, previewed } from "../../previewed";

export const metadata: Metadata = { title: "Preview" };

type Props = { params: Promise<{ requestId: string; reader: string; taskId: string }> };

/** A task as a recipient of its request would find it, to look at (W3). One that was removed leads home. */
export default async function PreviewOfTask({ params }: Props) {
  const preview = await previewed(params);
  const { seen, asker, tasks } = preview;
  const { taskId } = await params;
  const task = tasks.find(({ id }) => id === taskId);
  if (!task) redirect(seen.places.home);
  return (
    <PreviewFrame preview={preview}>
      <TaskView task={task} sent={[]} seen={seen} asker={asker.name} problem={undefined} />
    </PreviewFrame>
  );
}
