"use client";

import { useSyncExternalStore } from "react";

const place = "lodge.keys";
const heard = new Set<() => void>();

function listen(told: () => void): () => void {
  heard.add(told);
  window.addEventListener("storage", told);
  return () => {
    heard.delete(told);
    window.removeEventListener("storage", told);
  };
}

// a browser may forbid the storage: then the keys stay on until the page is left
function read(): boolean {
  try {
    return window.localStorage.getItem(place) !== "off";
  } catch {
    return true;
  }
}

/** Switches the single-key shortcuts of this browser on or off. */
export function switchKeys(on: boolean): void {
  try {
    if (on) window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, "off");
  } catch {
    return;
  }
  for (const told of heard) told();
}

/** Whether single keys do something: each browser may switch them off (WCAG 2.1.4). */
export const useKeysOn = (): boolean => useSyncExternalStore(listen, read, () => true);
