"use client";

import { useEffect, useState } from "react";
import { listQuery } from "./list-query";

type Here = { asked: string; chosen: string[] };

const chosenIn = (sel: string): string[] => sel.split(".").filter(Boolean);

/** What the list is asked for and which rows are chosen, kept in the address: to share, and for Back (W1). */
export function useAddress(path: string, first: { query: string; chosen: string }) {
  const [here, setHere] = useState<Here>({ asked: first.query, chosen: chosenIn(first.chosen) });

  useEffect(() => {
    const onPop = () => {
      const query = new URLSearchParams(window.location.search);
      setHere({ asked: listQuery(query), chosen: chosenIn(query.get("sel") ?? "") });
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, []);

  const write = (next: Here, how: "push" | "replace") => {
    const query = new URLSearchParams(next.asked);
    if (next.chosen.length > 0) query.set("sel", next.chosen.join("."));
    const text = query.toString();
    window.history[how === "push" ? "pushState" : "replaceState"](null, "", text ? `${path}?${text}` : path);
    setHere(next);
  };

  return {
    ...here,
    /** Asks for something else: from its first page, with nothing chosen. */
    ask: (fields: Record<string, string>, how: "push" | "replace" = "push") => {
      const query = new URLSearchParams(here.asked);
      query.delete("page");
      for (const [name, value] of Object.entries(fields)) query.set(name, value);
      const asked = listQuery(query);
      if (asked !== here.asked) write({ asked, chosen: [] }, how);
    },
    choose: (chosen: string[]) => write({ ...here, chosen }, "replace"),
    /** The address of another page of the same. */
    pageAt: (cursor: string | undefined): string | undefined => {
      if (cursor === undefined) return undefined;
      const query = new URLSearchParams(here.asked);
      if (cursor) query.set("page", cursor);
      else query.delete("page");
      const text = query.toString();
      return text ? `${path}?${text}` : path;
    },
  };
}

export type Address = ReturnType<typeof useAddress>;
