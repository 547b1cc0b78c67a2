"use client";

import { Icon } from "@/components/icons";
import { Button } from "@/components/ui/button";
import { listQuery } from "./list-query";
import { SearchBox } from "./search-box";
import { sizes, type Filter, type View } from "./spec";
import type { Address } from "./use-address";

type Props = { path: string; many: string; filters: Filter[]; views?: View[] | undefined; address: Address };

const isOrder = ({ name }: Filter) => name === "sort";

/**
 * Search, order and filters; without a script one form whose address says it all. Under 992 px the filters fold behind
 * one control that says how many are set.
 */
export function FilterBar({ path, many, filters, views = [], address }: Props) {
  const query = new URLSearchParams(address.asked);
  const folded = filters.filter((filter) => !isOrder(filter));
  const set = folded.filter(({ name }) => name !== sizes.name && query.get(name)).length;
  const chip = (filter: Filter) => (
    <FilterChip key={filter.name} filter={filter} value={query.get(filter.name) ?? ""} address={address} />
  );
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
      <SearchBox many={many} said={query.get("q") ?? ""} address={address} />
      <div className="order">
        {filters.filter(isOrder).map(chip)}
        <noscript>
          <Button size="sm">Show</Button>
        </noscript>
      </div>
      <details className="folded">
        <summary className={set > 0 ? "fchip on" : "fchip"}>
          Filters
          {set > 0 ? (
            <b>
              {set}
              <span className="vh"> set</span>
            </b>
          ) : null}
          <Icon name="down" />
        </summary>
        <div className="chips">
          <Views path={path} views={views} address={address} />
          {folded.map(chip)}
        </div>
      </details>
    </form>
  );
}

function FilterChip({ filter, value, address }: { filter: Filter; value: string; address: Address }) {
  const { name, label, options } = filter;
  return (
    <label className={value && !isOrder(filter) ? "fchip on" : "fchip"}>
      <span>{label}</span>
      <select name={name} value={value} onChange={(event) => address.ask({ [name]: event.target.value })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Views({ path, views, address }: { path: string; views: View[]; address: Address }) {
  const query = new URLSearchParams(address.asked);
  return views.map(({ label, count, asks }) => {
    const wanted = new URLSearchParams(query);
    wanted.delete("page");
    for (const [name, value] of Object.entries(asks)) wanted.set(name, value);
    const current = Object.entries(asks).every(([name, value]) => (query.get(name) ?? "") === value);
    return (
      <a
        key={label}
        href={`${path}?${listQuery(wanted)}`}
        className={current ? "fchip view on" : "fchip view"}
        aria-current={current ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          address.ask(asks);
        }}
      >
        {label}
        {count === undefined ? null : <span className="n">{count}</span>}
      </a>
    );
  });
}
