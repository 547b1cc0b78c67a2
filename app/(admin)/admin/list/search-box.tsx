"use client";

import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/icons";
import type { Address } from "./use-address";
import { useKeysOn } from "./use-keys-on";

const pauseMs = 120;

/** Asks as one types, a moment after the last letter; Back undoes the whole search, not one letter. */
export function SearchBox({ many, said, address }: { many: string; said: string; address: Address }) {
  const [text, setText] = useState(said);
  const keysOn = useKeysOn();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Back, or a cleared search: what the address says now
    if (timer.current === undefined) setText(said);
  }, [said]);
  return (
    <label className="find">
      <Icon name="search" />
      <span className="vh">{`Search ${many}`}</span>
      <input
        type="search"
        name="q"
        value={text}
        maxLength={200}
        autoComplete="off"
        placeholder={`Search ${many}`}
        onChange={(event) => {
          const typed = event.target.value;
          setText(typed);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            timer.current = undefined;
            address.ask({ q: typed.trim() }, said ? "replace" : "push");
          }, pauseMs);
        }}
      />
      {keysOn ? (
        <span className="kbd" aria-hidden="true">
          /
        </span>
      ) : null}
    </label>
  );
}
