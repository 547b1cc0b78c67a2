import type { Metadata } from "next";
import { Home } from "../../../home";
import { ReaderFrame } from "../../../portal-page";
import { previewed, type Params } from "./previewed";

export const metadata: Metadata = { title: "Preview" };

/** Home as a recipient of a request would find it, to look at (W3). */
export default async function PreviewPage({ params }: { params: Params }) {
  const { seen, asker, tasks } = await previewed(params);
  return (
    <ReaderFrame
      firm={seen.firm}
      visitor={seen.visitor}
      current="requests"
      toDo={tasks.length}
      asker={asker}
      still
    >
      <Home seen={seen} tasks={tasks} asker={asker.name} />
    </ReaderFrame>
  );
}
