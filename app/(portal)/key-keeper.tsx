"use client";

import { useEffect } from "react";
import { whenQuiet } from "../when-quiet";
import { keepProven } from "./keep-proven";

/** Keeps this browser's key proven once the page is painted and quiet (A14); `left`: how long it is proven already, in milliseconds. */
export function KeyKeeper({ left }: { left: number }) {
  useEffect(() => {
    if (!("indexedDB" in window) || !window.isSecureContext) return;
    const began = Date.now();
    whenQuiet(() => {
      keepProven(left - (Date.now() - began));
    });
  }, [left]);
  return null;
}
