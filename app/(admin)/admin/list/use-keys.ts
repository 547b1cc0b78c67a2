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

function press(key: string, box: HTMLElement): boolean {
  if (key === "j" || key === "k") step(box, key === "j" ? 1 : -1);
  else if (key === "x")
    document.activeElement?.closest("tr")?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
  else if (key === "/") box.querySelector<HTMLElement>("input[type=search]")?.focus();
  else if (key === "?") {
    const help = box.querySelector<HTMLDetailsElement>("details.keys");
    help?.setAttribute("open", "");
    help?.querySelector("summary")?.focus();
  } else return false;
  return true;
}

/** j and k go from row to row, x chooses, Enter opens, / searches, ? tells, Esc lets go (UX 30); `on`: single keys count. */
export function useKeys(frame: RefObject<HTMLElement | null>, on: boolean, clear: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const box = frame.current;
      if (!box || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      if (document.querySelector("dialog:modal")) return;
      if (event.key === "Escape") clear();
      else if (!on || !press(event.key, box)) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
