"use client";

import { useEffect } from "react";

const everyMs = 2_500;

/** Goes on by itself once this screen was let in (A7), while it is looked at. */
export function WaitWatch() {
  useEffect(() => {
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch("/wait/state", { cache: "no-store" });
      if (answer.ok && (await answer.text()) === "go") location.assign("/wait/enter");
    };
    const timer = setInterval(() => {
      look().catch(() => undefined);
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return null;
}
