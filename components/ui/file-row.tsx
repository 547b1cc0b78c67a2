import type { ComponentPropsWithRef, ReactNode } from "react";
import { CarriedIcon } from "@/components/carried-icons";

/** Where a file is. `of` and `detail` are ready to read: "4.1 MB", "384 kB · today 10:42". */
export type FileState =
  | { kind: "waiting"; detail?: string }
  | { kind: "uploading"; percent: number; of: string }
  | { kind: "checking"; detail?: string }
  | { kind: "sent"; detail: string }
  | { kind: "problem"; reason: string };

function typeOf(name: string): string {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1];
  return ending ? ending.toUpperCase() : "FILE";
}

function StateLine({ state }: { state: FileState }) {
  switch (state.kind) {
    case "waiting":
      return <>{state.detail ?? "Waiting"}</>;
    case "uploading":
      return (
        <>
          Uploading, {state.percent} % of {state.of}
        </>
      );
    case "checking":
      return <>Checking{state.detail ? ` · ${state.detail}` : ""}</>;
    case "sent":
      return (
        <>
          <span className="ok">
            <CarriedIcon name="check" />
            Sent
          </span>
          <span>{state.detail}</span>
        </>
      );
    case "problem":
      return (
        <span className="bad">
          <CarriedIcon name="alert" />
          There is a problem
        </span>
      );
  }
}

type FileRowProps = {
  name: string;
  state: FileState;
  actions?: ReactNode;
  /** The actions have a row of their own: there is more than a word to press. */
  wide?: boolean | undefined;
};

/** One file: its whole name, where it is in words, what can be done about it. */
export function FileRow({ name, state, actions, wide = false }: FileRowProps) {
  return (
    <li className={state.kind === "problem" ? "err" : undefined}>
      <span className="ft" aria-hidden="true">
        {typeOf(name)}
      </span>
      <div>
        <p className="fn">{name}</p>
        <p className="fs">
          <StateLine state={state} />
        </p>
      </div>
      {state.kind === "problem" ? <p className="why">{state.reason}</p> : null}
      {actions ? <div className={wide ? "acts wide" : "acts"}>{actions}</div> : null}
      {state.kind === "uploading" ? (
        <progress className="bar" max={100} value={state.percent} aria-label={name} />
      ) : null}
    </li>
  );
}

type FileActProps = { file: string } & ComponentPropsWithRef<"button">;

/** "Cancel", "Try again", "Remove": the file's name is said too, so that each button differs in a list of buttons. */
export function FileAct({ file, children, type = "submit", ...rest }: FileActProps) {
  return (
    <button type={type} {...rest}>
      {children}
      <span className="vh"> {file}</span>
    </button>
  );
}

/** "Download", on the staff side. */
export function FileLink({ file, href, children }: { file: string; href: string; children: ReactNode }) {
  return (
    <a href={href}>
      {children}
      <span className="vh"> {file}</span>
    </a>
  );
}
