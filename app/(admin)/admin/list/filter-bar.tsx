"use client";

import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import type { Filter } from "./spec";
import type { Address } from "./use-address";

const pauseMs = 120;

type Props = { path: string; many: string; filters: Filter[]; address: Address };

/** Search and filters; without a script one form whose address says it all. */
export function FilterBar({ path, many, filters, address }: Props) {
  const query = new URLSearchParams(address.asked);
  const said = query.get("q") ?? "";
  return (
    <form
      className="fbar"
      role="search"
      method="get"
      action={path}
      onSubmit={(event) => {
        event.preventDefault();
        address.ask({ q: event.currentTarget.querySelector<HTMLInputElement>("input[name=q]")?.value ?? "" });
      }}
    >
      <SearchBox many={many} said={said} address={address} />
      {filters.map(({ name, label, options }) => {
        const value = query.get(name) ?? "";
        return (
          <label key={name} className={value ? "fchip on" : "fchip"}>
            <span>{label}</span>
            <select
              name={name}
              value={value}
              onChange={(event) => address.ask({ [name]: event.target.value })}
            >
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <noscript>
        <Button size="sm">Show</Button>
      </noscript>
    </form>
  );
}

/** Asks as one types, a moment after the last letter; Back undoes the whole search, not one letter. */
function SearchBox({ many, said, address }: { many: string; said: string; address: Address }) {
  const [text, setText] = useState(said);
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
      <span className="kbd" aria-hidden="true">
        /
      </span>
    </label>
  );
}
