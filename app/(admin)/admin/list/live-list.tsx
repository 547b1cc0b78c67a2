"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useRef, useState, type MouseEvent, type ReactNode } from "react";
import { Pager } from "@/components/admin/table";
import { Note } from "@/components/ui/note";
import { plural } from "@/lib/format";
import { BulkBar } from "./bulk-bar";
import type { Choosing } from "./choosing";
import { FilterBar } from "./filter-bar";
import { KeysHelp } from "./keys-help";
import type { Lines } from "./line";
import type { FirstPage, ListSpec } from "./spec";
import { useAddress } from "./use-address";
import { useKeys } from "./use-keys";
import { useKeysOn } from "./use-keys-on";
import { useRows } from "./use-rows";

type Props<Line> = FirstPage<Lines<Line>> & {
  spec: ListSpec<Line>;
  children: (lines: Line[], choosing: Choosing) => ReactNode;
};

/** A list of the staff side: search, filters, rows to choose, pages (W1). The server draws its first page. */
export function LiveList<Line extends { id: string }>(props: Props<Line>) {
  const [queries] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queries}>
      <ListFrame {...props} />
    </QueryClientProvider>
  );
}

function ListFrame<Line extends { id: string }>({ spec, children, ...first }: Props<Line>) {
  const frame = useRef<HTMLDivElement>(null);
  const address = useAddress(spec.path, first);
  const { data, isPlaceholderData, isError } = useRows(spec.path, address.asked, first);
  const keysOn = useKeysOn();
  useKeys(frame, keysOn, () => {
    if (address.chosen.length > 0) address.choose([]);
  });
  const lines = data?.ok ? data.rows : [];
  const chosen = lines.filter(({ id }) => address.chosen.includes(id));
  const turn = (event: MouseEvent, href: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    address.ask({ page: new URL(href, window.location.href).searchParams.get("page") ?? "" });
    frame.current?.scrollIntoView({ block: "start" });
  };
  return (
    <div ref={frame}>
      <FilterBar
        path={spec.path}
        many={spec.many}
        filters={spec.filters}
        views={spec.views}
        address={address}
      />
      {isError ? (
        <Problem>These rows are not up to date. Check the connection, then load the page again.</Problem>
      ) : null}
      {data && !data.ok ? (
        <Problem>
          {data.message} <a href={spec.path}>First page</a>
        </Problem>
      ) : null}
      {lines.length > 0 ? (
        <div className={isPlaceholderData ? "waits" : undefined} aria-busy={isPlaceholderData}>
          {children(lines, choosingOf(lines, address.chosen, address.choose))}
        </div>
      ) : null}
      {data?.ok && lines.length === 0 ? <Nothing spec={spec} asked={address.asked} /> : null}
      <p className="vh" role="status">
        {data?.ok && address.asked !== first.query && !isPlaceholderData
          ? plural(lines.length, spec.one, spec.many)
          : ""}
      </p>
      <BulkBar spec={spec} asked={address.asked} lines={chosen} choose={address.choose} />
      {data?.ok && lines.length > 0 ? (
        <Pager
          text={spanOf(spec, lines, address.asked)}
          previous={address.pageAt(data.previous)}
          next={address.pageAt(data.next)}
          onTurn={turn}
        />
      ) : null}
      <KeysHelp on={keysOn} />
    </div>
  );
}

const Problem = ({ children }: { children: ReactNode }) => (
  <div className="pane">
    <Note kind="problem">{children}</Note>
  </div>
);

function Nothing<Line>({ spec, asked }: { spec: ListSpec<Line>; asked: string }) {
  const query = new URLSearchParams(asked);
  const narrowed = [...query.keys()].some((name) => !["sort", "size"].includes(name));
  return (
    <div className="pane">
      <p className="none">
        {narrowed ? (
          <>
            Nothing matches. <a href={spec.path}>Clear the search and its filters</a>
          </>
        ) : (
          spec.empty
        )}
      </p>
    </div>
  );
}

function spanOf<Line>(spec: ListSpec<Line>, lines: Line[], asked: string): string {
  const count = plural(lines.length, spec.one, spec.many);
  const [first, last] = [lines[0], lines.at(-1)];
  const byName = spec.byName && !new URLSearchParams(asked).has("sort");
  return byName && first && last && lines.length > 1
    ? `${count}, ${spec.nameOf(first)} to ${spec.nameOf(last)}`
    : count;
}

function choosingOf(lines: { id: string }[], chosen: string[], choose: (ids: string[]) => void): Choosing {
  const all = lines.every(({ id }) => chosen.includes(id));
  return {
    column: {
      label: "Select",
      width: "w-[3.75rem]",
      head: (
        <Box
          label="Select all on this page"
          checked={all}
          onChange={() => choose(all ? [] : lines.map(({ id }) => id))}
        />
      ),
    },
    rowOf: (id, title, cells) => {
      const on = chosen.includes(id);
      return (
        <tr key={id} className={on ? "sel" : undefined}>
          <td className="ckc">
            <Box
              label={`Select ${title}`}
              checked={on}
              onChange={() => choose(on ? chosen.filter((other) => other !== id) : [...chosen, id])}
            />
          </td>
          {cells}
        </tr>
      );
    },
  };
}

const Box = ({ label, ...rest }: { label: string; checked: boolean; onChange: () => void }) => (
  <label className="ckl">
    <input type="checkbox" className="ck" {...rest} />
    <span className="vh">{label}</span>
  </label>
);
