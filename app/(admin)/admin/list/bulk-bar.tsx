"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { plural } from "@/lib/format";
import type { Deed, ListSpec } from "./spec";

type Done<Line> = { deed: Deed<Line>; lines: Line[]; problems: { name: string; problem: string }[] };

type Props<Line> = {
  spec: ListSpec<Line>;
  asked: string;
  lines: Line[];
  choose: (ids: string[]) => void;
};

/** What can be done with the chosen rows, and afterwards what came of each. Undone rather than asked about (UX 30). */
export function BulkBar<Line extends { id: string }>({ spec, asked, lines, choose }: Props<Line>) {
  const [busy, setBusy] = useState<string>();
  const [done, setDone] = useState<Done<Line>>();
  const queries = useQueryClient();

  const run = async (deed: Deed<Line>, on: Line[]) => {
    setBusy(deed.label);
    const result = await deed.act(on).finally(() => setBusy(undefined));
    const failed = new Map(
      on.map((line) => {
        const problem = result.ok
          ? (result.data.find(({ id }) => id === line.id)?.problem ?? null)
          : result.message;
        return [line.id, problem];
      }),
    );
    const problems = on.flatMap((line) => {
      const problem = failed.get(line.id);
      return problem ? [{ name: spec.nameOf(line), problem }] : [];
    });
    setDone({ deed, lines: on.filter(({ id }) => !failed.get(id)), problems });
    choose(on.filter(({ id }) => failed.get(id)).map(({ id }) => id));
    await queries.invalidateQueries({ queryKey: [spec.path] });
  };

  const deeds = spec.deeds(new URLSearchParams(asked));
  return (
    <>
      <div role="status" className="bulk-done">
        {done ? <Came spec={spec} done={done} busy={busy !== undefined} undo={run} /> : null}
      </div>
      {lines.length > 0 ? (
        <div className="bulk" role="group" aria-label="Chosen rows">
          <b>{lines.length} selected</b>
          {deeds.map((deed) => (
            <button
              key={deed.label}
              type="button"
              aria-busy={busy === deed.label ? true : undefined}
              onClick={() => {
                if (busy === undefined) void run(deed, lines);
              }}
            >
              {busy === deed.label ? deed.busyLabel : deed.label}
            </button>
          ))}
          <button type="button" onClick={() => choose([])}>
            Clear <span className="kbd">Esc</span>
          </button>
        </div>
      ) : null}
    </>
  );
}

function Came<Line>({
  spec,
  done: { deed, lines, problems },
  busy,
  undo,
}: {
  spec: ListSpec<Line>;
  done: Done<Line>;
  busy: boolean;
  undo: (deed: Deed<Line>, on: Line[]) => Promise<void>;
}) {
  const back = deed.undo;
  return (
    <Note kind={problems.length > 0 ? "problem" : "good"}>
      {lines.length > 0 ? (
        <p>
          {plural(lines.length, spec.one, spec.many)} {deed.past}.{" "}
          {back ? (
            <Button type="button" size="sm" look="quiet" busy={busy} onClick={() => void undo(back, lines)}>
              Undo
            </Button>
          ) : null}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <ul>
          {problems.map(({ name, problem }) => (
            <li key={name}>
              <b>{name}</b> {problem}
            </li>
          ))}
        </ul>
      ) : null}
    </Note>
  );
}
