"use client";

import { useEffect, useState } from "react";
import { Note } from "@/components/ui/note";
import { DeedButton } from "../../deed";
import { undoSending } from "../undo-actions";

type Props = {
  requestId: string;
  title: string;
  timesSent: number;
  /** For so many seconds more, when the server drew the page. */
  seconds: number;
  /** What is said once the seconds are over. */
  sent: string;
};

/** "The mails go out in 8 seconds", and the button that takes it back; when the seconds are over it says that they went. */
export function UndoSend({ requestId, title, timesSent, seconds, sent }: Props) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const ticking = setInterval(() => {
      setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    }, 250);
    return () => {
      clearInterval(ticking);
    };
  }, [seconds]);
  const [pressed, setPressed] = useState(false);
  // who pressed in the last second reads what became of it, at the button
  if (left === 0 && !pressed)
    return (
      <Note kind="good" live>
        {sent}
      </Note>
    );
  return (
    <Note kind="info">
      <p className="vh" role="status">
        The mails are held for {seconds} seconds. Until then you can undo this.
      </p>
      <span aria-hidden="true">
        The mails go out in {left} {left === 1 ? "second" : "seconds"}. Until then nobody gets one.
      </span>{" "}
      <span
        onSubmit={() => {
          setPressed(true);
        }}
      >
        <DeedButton
          about={`sending ${title}`}
          deed={{
            action: undoSending,
            fields: { request_id: requestId, times_sent: String(timesSent) },
            label: "Undo",
            busyLabel: "Undoing …",
          }}
        />
      </span>
    </Note>
  );
}
