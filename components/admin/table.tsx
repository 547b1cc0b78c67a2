import type { MouseEvent, ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";

type Column = {
  label: string;
  /** Numbers stand at the right. */
  right?: boolean | undefined;
  /** A label for screen readers only. */
  hidden?: boolean | undefined;
  /** Instead of the label: a box that chooses every row. */
  head?: ReactNode;
  /** A width class on the column, such as "w-[7rem]"; without one it takes what is left. */
  width?: string | undefined;
};

type TableProps = {
  /** What the table lists, for screen readers. */
  caption: string;
  columns: Column[];
  /** 38 px rows of one line, instead of 56 px rows of two. */
  dense?: boolean | undefined;
  /** From edge to edge of the page, where it stands alone. */
  bleed?: boolean | undefined;
  children: ReactNode;
};

/** A list to scan. Rows are `<tr>` with a TitleCell first; on a phone each becomes two lines. */
export function Table({ caption, columns, dense = false, bleed = false, children }: TableProps) {
  const classes = ["tbl fix stackm", dense ? "dense" : "", bleed ? "bleed" : ""].filter(Boolean).join(" ");
  return (
    <table className={classes}>
      <caption className="vh">{caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.label} className={column.width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col" className={column.right ? "r" : undefined}>
              {column.head ?? (column.hidden ? <span className="vh">{column.label}</span> : column.label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

type TitleCellProps = {
  title: string;
  href?: string | undefined;
  sub?: ReactNode;
  icon?: IconName | undefined;
};

/** The first cell, and the row's link. A name cut short is whole in `title` and in its page. */
export function TitleCell({ title, href, sub, icon }: TitleCellProps) {
  return (
    <td>
      {href ? (
        <a className="t1" href={href} title={title}>
          {icon ? <Icon name={icon} /> : null}
          {title}
        </a>
      ) : (
        <span className="t1" title={title}>
          {icon ? <Icon name={icon} /> : null}
          {title}
        </span>
      )}
      {sub ? <span className="t2">{sub}</span> : null}
    </td>
  );
}

type CellProps = {
  /** Said before the value on a phone, where the table's head is gone. */
  label?: string | undefined;
  /** Left out, or set to the right end of the second line, on a phone. */
  phone?: "off" | "end" | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** Any other cell. */
export function Cell({ label, phone, className, children }: CellProps) {
  const classes = [phone === "off" ? "off-m" : "", phone === "end" ? "end" : "", className ?? ""]
    .filter(Boolean)
    .join(" ");
  return (
    <td data-label={label} className={classes || undefined}>
      {children}
    </td>
  );
}

/** A count at the right; zero is quiet. */
export function NumberCell({ value, label, phone }: { value: number } & Pick<CellProps, "label" | "phone">) {
  return (
    <Cell label={label} phone={phone} className={value === 0 ? "r num nil" : "r num"}>
      {value}
    </Cell>
  );
}

type PagerProps = {
  text: string;
  first?: string | undefined;
  previous?: string | undefined;
  next?: string | undefined;
  /** Turns the page in place, where a script does so. */
  onTurn?: ((event: MouseEvent, href: string) => void) | undefined;
};

/** "25 clients, Ashdown to Larkrise", and the ways on; `first`, `previous` and `next` are addresses. */
export function Pager({ text, first, previous, next, onTurn }: PagerProps) {
  const ways = [
    { href: first, label: "First page" },
    { href: previous, label: "Previous", rel: "prev" },
    { href: next, label: "Next", rel: "next" },
  ];
  return (
    <nav className="pager" aria-label="Pages">
      <span>{text}</span>
      <span className="r">
        {ways.map(({ href, label, rel }) =>
          href ? (
            <a key={label} href={href} rel={rel} onClick={onTurn && ((event) => onTurn(event, href))}>
              {label}
            </a>
          ) : null,
        )}
      </span>
    </nav>
  );
}
