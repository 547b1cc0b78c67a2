import type { ReactNode } from "react";
import { FileLink } from "@/components/ui/file-list";

const extension = /\.([a-z0-9]{1,4})$/i;

/** Files that a client gave, as the staff see them. */
export function ReceivedFiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="sheet files" aria-label={label}>
      {children}
    </ul>
  );
}

type ReceivedFileProps = {
  name: string;
  href: string;
  contentType: string;
  /** "4.1 MB". */
  size: string;
  /** 64 hex digits; the first eight are shown, all are in `title`. */
  sha256: string;
  /** When and from whom: "Thu 19 Nov 10:42, Maya Test". */
  received: string;
};

/** One file: its whole name, what it is, how to prove it, and its download. */
export function ReceivedFile({ name, href, contentType, size, sha256, received }: ReceivedFileProps) {
  return (
    <li>
      <span className="ft" aria-hidden="true">
        {extension.exec(name)?.[1]?.toUpperCase() ?? "FILE"}
      </span>
      <div>
        <p className="fn">{name}</p>
        <p className="fs">
          <span>{size}</span>
          <span>{contentType}</span>
          <span>{received}</span>
          {sha256 ? (
            <span className="num" title={`SHA-256 ${sha256}`}>{`SHA-256 ${sha256.slice(0, 8)} …`}</span>
          ) : null}
        </p>
      </div>
      <div className="acts">
        <FileLink file={name} href={href}>
          Download
        </FileLink>
      </div>
    </li>
  );
}
