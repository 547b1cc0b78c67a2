"use client";

import { useEffect } from "react";

/** Gives the focus to what the page says now, so that it is read out and the next key goes on from there. */
export function TakeFocus({ of }: { of: string }) {
  useEffect(() => {
    document.getElementById(of)?.focus();
  }, [of]);
  return null;
}
