"use client";

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "@/components/icons";
import type { ClientChoice } from "@/lib/clients/list";
import { plural } from "@/lib/format";
import { useMatches } from "./use-matches";

type Props = {
  id: string;
  /** What screen readers call the list. */
  label: string;
  /** Sent with the form by browsers without a script. */
  name: string | undefined;
  /** Clients that are chosen already, and so not offered. */
  taken: string[];
  pick: (client: ClientChoice) => void;
  described: { "aria-describedby": string | undefined; "aria-invalid": true | undefined };
};

/** A client found by typing: WAI-ARIA's combobox with a list that is searched (APG, "list autocomplete"). */
export function ClientBox({ id, label, name, taken, pick, described }: Props) {
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const list = useRef<HTMLUListElement>(null);
  const words = text.trim();
  const matches = useMatches(words, open);
  const rows = (matches?.rows ?? []).filter((row) => !taken.includes(row.id));
  const fresh = matches?.words === words;
  const active = rows[at];

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = (client: ClientChoice) => {
    pick(client);
    setText("");
    setAt(-1);
    setOpen(false);
  };
  const type = (typed: string) => {
    setText(typed);
    setOpen(true);
    // Enter takes the first match
    setAt(typed.trim() ? 0 : -1);
  };
  const step = (by: 1 | -1) => {
    if (!open) setOpen(true);
    else if (rows.length > 0)
      setAt(at < 0 && by < 0 ? rows.length - 1 : (at + by + rows.length) % rows.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && (open || words)) {
      if (open && fresh && active) choose(active);
    } else if (event.key === "Escape" && open) setOpen(false);
    else if (event.key === "Escape" && text) setText("");
    else return;
    event.preventDefault();
  };

  const shown = open && rows.length > 0;
  const said = open && matches && fresh ? saidOf(rows.length, matches) : "";
  return (
    <div className="combo">
      <Icon name="search" />
      <input
        className="in"
        id={id}
        name={name}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && active ? `${id}-${active.id}` : undefined}
        {...described}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      />
      <ul role="listbox" id={`${id}-list`} aria-label={label} hidden={!shown} ref={list}>
        {rows.map((row, nth) => (
          <li
            key={row.id}
            id={`${id}-${row.id}`}
            role="option"
            aria-selected={nth === at}
            onPointerDown={(event) => {
              // the box keeps the focus
              event.preventDefault();
            }}
            onClick={() => choose(row)}
          >
            <b>{row.name}</b>
            {row.contact ? <span> {row.contact}</span> : null}
          </li>
        ))}
      </ul>
      <p role="status" className={said && !shown ? "combo-said" : "vh"}>
        {said}
      </p>
    </div>
  );
}

function saidOf(
  count: number,
  { rows, more, problem }: { rows: unknown[]; more: boolean; problem?: string },
) {
  if (problem) return problem;
  if (count === 0) return rows.length > 0 ? "What matches is chosen already." : "No client matches.";
  const matching = plural(count, "client", "clients");
  return more ? `The first ${matching}. Type more of the name.` : matching;
}
