"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { TextArea } from "@/components/ui/field";
import { provenFirst } from "../../../proven-first";
import { draft } from "./task-actions";

type Props = {
  as: string;
  taskId: string;
  field: "answer" | "comment";
  label: string;
  hint?: string | undefined;
  rows?: number;
  initial: string;
  /** When the draft was saved, in words of the firm's time: "10:42". */
  savedAt?: string | undefined;
  error?: string | undefined;
  /** False where nothing is kept before it is sent: a guest's. */
  kept?: boolean;
};

const pauseMs = 700;
const retryMs = 4_000;
const clock = (iso: string) => new Date(iso).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

/** A text that is kept on the server while it is typed, and says whether it is (DECISIONS 21). Plain without a script. */
export function DraftArea({
  as,
  taskId,
  field,
  label,
  hint,
  rows,
  initial,
  savedAt,
  error,
  kept = true,
}: Props) {
  const [said, setSaid] = useState<string>(savedAt ? `Draft kept ${savedAt}. Not sent yet.` : "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(initial);
  const area = useRef<HTMLTextAreaElement>(null);
  // typed before this script came, or put back by the browser
  const saveEarly = useEffectEvent(() => {
    const body = area.current?.value ?? sent.current;
    if (body !== sent.current) void save(body);
  });
  useEffect(() => {
    saveEarly();
    const stop = () => clearTimeout(timer.current);
    const form = area.current?.form;
    // a draft saved after the form was sent would come back as unsent
    form?.addEventListener("submit", stop);
    return () => {
      stop();
      form?.removeEventListener("submit", stop);
    };
  }, []);

  async function save(body: string) {
    try {
      await provenFirst();
      const text = { as, task_id: taskId, field, body };
      let result = await draft(text);
      if (!result.ok && result.unproven && (await provenFirst(true))) result = await draft(text);
      if (result.ok) {
        sent.current = body;
        setSaid(`Draft kept ${clock(result.data)}. Not sent yet.`);
        return;
      }
      setSaid(`Not saved yet. ${result.message}`);
    } catch {
      setSaid("Not saved yet. There is no connection; we keep trying.");
      timer.current = setTimeout(() => void save(body), retryMs);
    }
  }

  return (
    <>
      <TextArea
        ref={area}
        id={field}
        label={label}
        hint={hint}
        rows={rows}
        error={error}
        defaultValue={initial}
        maxLength={20_000}
        onChange={(event) => {
          const body = event.currentTarget.value;
          clearTimeout(timer.current);
          if (!kept) return;
          if (body === sent.current) return;
          setSaid("Not saved yet");
          timer.current = setTimeout(() => void save(body), pauseMs);
        }}
      />
      <p className="soft small" role="status" data-unsaved={said.startsWith("Not saved") || undefined}>
        {said}
      </p>
    </>
  );
}
