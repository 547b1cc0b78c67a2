import type { ReactNode } from "react";

type FileListProps = { label?: string | undefined; news?: string | undefined; children: ReactNode };

/** `news` is read out: "Lloyds.pdf sent." Say it when a file's state changes, not with every percent. */
export function FileList({ label = "Files", news, children }: FileListProps) {
  return (
    <>
      <ul className="sheet files" aria-label={label}>
        {children}
      </ul>
      <p className="vh" role="status">
        {news}
      </p>
    </>
  );
}
