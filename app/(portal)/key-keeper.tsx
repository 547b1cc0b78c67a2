"use client";

import { useEffect } from "react";
import { keepProven } from "./keep-proven";

/** Keeps this browser's key proven while the page is open (A14); `left`: how long it is proven already, in milliseconds. */
export function KeyKeeper({ left }: { left: number }) {
  useEffect(() => {
    try {
      keepProven(left);
    } catch {
      // the page stays, where the browser lacks something
    }
  }, [left]);
  return null;
}
