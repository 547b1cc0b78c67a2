"use client";

import { useEffect } from "react";

const everyMs = 2_500;
/** The cookies of the claim, made in another tab a moment ago, arrive first. */
const settleMs = 800;

/** Goes on by itself once this screen was let in (A7), while it is looked at. */
export function WaitWatch() {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const answer = document.visibilityState === "visible" ? await fetch("/wait/state") : undefined;
      return answer?.ok === true && (await answer.text()) === "go";
    };
    const next = () => {
      timer = setTimeout(() => {
        look().then(
          (go) => {
            if (stopped) return;
            if (go) timer = setTimeout(() => location.assign("/wait/enter"), settleMs);
            else next();
          },
          () => stopped || next(),
        );
      }, everyMs);
    };
    let stopped = false;
    // a code on its way, or the link opened in this very tab, must not be cut off by going on
    const stop = () => {
      stopped = true;
      clearTimeout(timer);
    };
    next();
    addEventListener("beforeunload", stop);
    return () => {
      removeEventListener("beforeunload", stop);
      stop();
    };
  }, []);
  return null;
}
