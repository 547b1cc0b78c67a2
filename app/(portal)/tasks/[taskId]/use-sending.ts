"use client";

import { useEffect, useRef, useState } from "react";
import type { SendingFiles } from "./sending-files";
import type { Given, Sender, UploadRow } from "./upload-sender";

/** Files that are sent as they are chosen. What sends and shows them comes with the first file. */
export function useSending(given: Given, still: boolean) {
  const [live, setLive] = useState(still);
  const [rows, setRows] = useState<UploadRow[]>([]);
  const [Rows, setShown] = useState<typeof SendingFiles>();
  const sender = useRef<Sender>(undefined);
  const [forget] = useState(() => () => {
    sender.current?.close();
    sender.current = undefined;
    setRows([]);
  });
  useEffect(() => {
    setLive(true);
    return () => sender.current?.close();
  }, []);

  /** Takes what was chosen out of the control and sends it. False, and the choice stays, where the script cannot come. */
  async function send(input: HTMLInputElement): Promise<boolean> {
    try {
      const sending = await import("./sending-files");
      setShown(() => sending.SendingFiles);
      sender.current ??= sending.makeSender(given, setRows);
    } catch {
      return false;
    }
    sender.current.add([...(input.files ?? [])]);
    input.value = "";
    return true;
  }

  return { live, setLive, rows, Rows, sender: sender.current, send, forget };
}
