"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isOwn } from "./own-words";
import { bePatient } from "./patient-fetch";
import { provenFirst } from "./proven-first";

/** Pages of many people that change at once are not all read in the same moment. Milliseconds. */
const spreadMs = 250;
const waitMs = 1_000;
const awayMs = 5_000;

/** Words that the server does not have yet stay where they are typed (P2): the page waits for them. */
const unsaved = () => document.querySelector("[data-unsaved]") !== null;

bePatient();

/**
 * Reads the page anew when something on it changed, while it is looked at (W7). What is typed stays. Before each reading it
 * asks whether the page would still be the same contact's (A17), and whether Lodge is there to be read.
 */
export function LivePage({ source }: { source: string }) {
  const router = useRouter();
  useEffect(() => {
    try {
      return follow(source, () => {
        router.refresh();
      });
    } catch {
      // the page does without, where the browser lacks something
      return undefined;
    }
  }, [source, router]);
  return null;
}

/** Listens until what it returns is called. */
function follow(source: string, refresh: () => void): (() => void) | undefined {
  if (!("EventSource" in window)) return undefined;
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let away = false;
  let ended = false;
  let out = false;
  const later = (ms: number) => {
    timer = setTimeout(anew, ms);
  };
  const anew = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        if (unsaved()) later(waitMs);
        else void read();
      },
      50 + Math.random() * spreadMs,
    );
  };
  const read = async () => {
    await provenFirst();
    const answer = await fetch(source, { method: "HEAD" }).catch(() => undefined);
    if (ended) return;
    // no connection, no time, or a proxy's answer: a page that is read now would be gone
    if (!answer || !isOwn(answer) || answer.status >= 500) later(awayMs);
    // typed while it was asked
    else if (unsaved()) later(waitMs);
    // nobody is in: out, or unproven, or let in as somebody else just now; asked once more before the page is given up
    else if (answer.status === 401 && !out) {
      out = true;
      await provenFirst(true);
      later(waitMs);
    } else if (answer.status !== 409) {
      out = false;
      refresh();
    }
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  const look = () => {
    if (document.visibilityState !== "visible") {
      away ||= stream !== undefined;
      close();
      return;
    }
    if (!stream) void provenFirst().then(open);
  };
  const open = () => {
    if (stream || ended || document.visibilityState !== "visible") return;
    const opened = new EventSource(source);
    stream = opened;
    opened.addEventListener("change", anew);
    // refused for good: who was here is out, perhaps since before the stream was asked for
    opened.addEventListener("error", () => {
      if (opened.readyState !== EventSource.CLOSED) return;
      void provenFirst(true).then((renewed) => {
        if (renewed && stream === opened) {
          // it came again by itself before the key was proven: once more
          stream = undefined;
          open();
        }
        anew();
      });
    });
    if (away) anew();
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", look);
    clearTimeout(timer);
    close();
  };
}
