import type { ReactNode } from "react";
import { FileLink } from "@/components/ui/file-row";

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
  /** What to know before it is opened: "Contains macros". */
  marks: string[];
  /** "4.1 MB". */
  size: string;
  /** 64 hex digits, folded away: the loudest words of a page should not be these. */
  sha256: string;
  /** When and from whom: "Thu 19 Nov 10:42, Maya Test". */
  received: string;
};

/** One file: its whole name, what it is, how to prove it, and its download. */
export function ReceivedFile({ name, href, contentType, marks, size, sha256, received }: ReceivedFileProps) {
  return (
    <li>
      <span className="ft" aria-hidden="true">
        {extension.exec(name)?.[1]?.toUpperCase() ?? "FILE"}
      </span>
      <div>
        <p className="fn">{name}</p>
        <p className="fs">
          <span>{size}</span>
          <span>{received}</span>
          {marks.map((mark) => (
            <span key={mark} className="mark">
              {mark}
            </span>
          ))}
        </p>
        {sha256 ? (
          <details className="proof">
            <summary>
              Proof<span className="vh"> of {name}</span>
            </summary>
            <p className="num">{contentType}</p>
            <p className="num">SHA-256 {sha256}</p>
          </details>
        ) : null}
      </div>
      <div className="acts">
        <FileLink file={name} href={href}>
          Download
        </FileLink>
      </div>
    </li>
  );
}
