import type { ReactNode } from "react";

/** `plain`: a sentence rather than a value. */
export type Fact = { term: string; value: ReactNode; plain?: boolean | undefined };

/** Two to five rows of term and value. */
export function Facts({ rows }: { rows: Fact[] }) {
  return (
    <dl className="facts">
      {rows.map((row) => (
        <div key={row.term}>
          <dt>{row.term}</dt>
          <dd className={row.plain ? "plain" : undefined}>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A masked address, "m•••••••@fairweather.example", that breaks before its @. */
export function Address({ masked, own = false }: { masked: string; own?: boolean | undefined }) {
  const at = masked.lastIndexOf("@");
  return (
    <span className={own ? "addr own" : "addr"}>
      {at > 0 ? masked.slice(0, at) : masked}
      {at > 0 ? (
        <>
          <wbr />
          {masked.slice(at)}
        </>
      ) : null}
    </span>
  );
}
