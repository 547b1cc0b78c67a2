import type { Metadata } from "next";
import { Home } from "../../../home";
import { PreviewFrame, previewed, type Params } from "./previewed";

export const metadata: Metadata = { title: "Preview" };

/** Home as a recipient of a request would find it, to look at (W3). */
export default async function PreviewPage({ params }: { params: Params }) {
  const preview = await previewed(params);
  const { seen, asker, tasks } = preview;
  return (
    <PreviewFrame preview={preview}>
      <Home seen={seen} tasks={tasks} asker={asker.name} />
    </PreviewFrame>
  );
}
