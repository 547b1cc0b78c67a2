"use client";

import { useEffect, type RefObject } from "react";

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

function step(frame: HTMLElement, by: 1 | -1): void {
  const links = [...frame.querySelectorAll<HTMLElement>("tbody a.t1")];
  const row = document.activeElement?.closest("tr");
  const at = links.findIndex((link) => link.closest("tr") === row);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

/** j and k go from row to row, x chooses, Enter opens, / searches, Esc lets go (UX 30). */
export function useKeys(frame: RefObject<HTMLElement | null>, clear: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const box = frame.current;
      if (!box || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (document.querySelector("dialog:modal")) return;
      if (event.key === "Escape") clear();
      else if (event.key === "j" || event.key === "k") step(box, event.key === "j" ? 1 : -1);
      else if (event.key === "x")
        document.activeElement?.closest("tr")?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
      else if (event.key === "/") box.querySelector<HTMLElement>("input[type=search]")?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
