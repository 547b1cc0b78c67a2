"use client";

import { useEffect } from "react";
import { keepProven } from "./keep-proven";

type Props = {
  mode: "bound" | "new";
  /** How long the key is proven already, in milliseconds. */
  left: number;
};

/** Keeps this browser's key proven once the page is painted and quiet (A14). */
export function KeyKeeper({ mode, left }: Props) {
  useEffect(() => {
    if (!("indexedDB" in window) || !window.isSecureContext) return;
    const began = Date.now();
    const begin = () => {
      void keepProven(mode, left - (Date.now() - began));
    };
    requestIdleCallback(begin, { timeout: 1_000 });
  }, [mode, left]);
  return null;
}
