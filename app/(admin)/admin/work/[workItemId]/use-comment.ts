"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { FileState } from "@/components/ui/file-row";
import { cleanName, formatBytes, mayAddToComment, mayUpload } from "@/lib/files/rules";
import type { Refusal } from "../../form-state";
import { postForm, type Answer } from "./comment-wire";

/** A file chosen for the comment; `stays` once it may not be sent as it is. */
export type Chosen = { key: string; name: string; state: FileState; stays: boolean };
type Item = Chosen & { file: File; fileId: string | undefined };

type Given = {
  address: string;
  taskId: string;
  formKey: string;
  maxBytes: number;
  said: string | undefined;
};

const asRefusal = (message: string, fields: Record<string, string> = {}): Refusal => ({
  ok: false,
  code: "invalid",
  message,
  fields,
});

/** A comment being written: its words stay in their field; its files are sent one by one, then both go together. */
export function useComment({ address, taskId, formKey, maxBytes, said }: Given) {
  const router = useRouter();
  // one key for one comment: the page may be drawn anew while it is being written
  const [key, setKey] = useState(formKey);
  const [live, setLive] = useState(false);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(0);
  const [told, setTold] = useState({ nth: 0, refusal: said === undefined ? null : asRefusal(said) });
  const [rows, setRows] = useState<Chosen[]>([]);
  const items = useRef<Item[]>([]);
  const under = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setLive(true);
    // what was chosen before the script came
    if (field.current?.files?.length) field.current.dispatchEvent(new Event("change", { bubbles: true }));
  }, []);

  const show = () => {
    setRows(items.current.map(({ key: id, name, state, stays }) => ({ key: id, name, state, stays })));
  };
  const refuse = (refusal: Refusal | null) => {
    setTold(({ nth }) => ({ nth: nth + 1, refusal }));
  };

  function choose(files: File[]): void {
    for (const file of files) {
      const name = cleanName(file.name);
      const room = mayAddToComment(name, items.current.length);
      const verdict = room.ok ? mayUpload(name, file.size, maxBytes) : room;
      items.current.push({
        key: crypto.randomUUID(),
        name,
        file,
        fileId: undefined,
        stays: !verdict.ok,
        state: verdict.ok
          ? { kind: "waiting", detail: formatBytes(file.size) }
          : { kind: "problem", reason: verdict.reason },
      });
    }
    show();
  }

  function remove(id: string): void {
    items.current = items.current.filter((item) => item.key !== id);
    show();
  }

  /** Sends one file; false when it could not be sent. */
  async function sendFile(item: Item): Promise<boolean> {
    const form = new FormData();
    form.set("task_id", taskId);
    form.set("form_key", key);
    form.set("upload_key", item.key);
    form.set("file", item.file);
    const of = formatBytes(item.file.size);
    const progress = (loaded: number) => {
      const percent = Math.min(100, Math.floor((loaded / item.file.size) * 100));
      if (item.state.kind === "uploading" && item.state.percent === percent) return;
      item.state = percent === 100 ? { kind: "checking", detail: of } : { kind: "uploading", percent, of };
      show();
    };
    progress(0);
    const answer = await postForm(address, form, progress);
    if (answer.ok) item.fileId = answer.fileId;
    item.stays = !answer.ok && !answer.again;
    item.state = answer.ok
      ? { kind: "waiting", detail: `${of}, ready` }
      : { kind: "problem", reason: answer.message };
    show();
    return answer.ok;
  }

  async function sendFiles(): Promise<Refusal | undefined> {
    let failed = 0;
    for (const item of [...items.current])
      if (item.stays || (item.fileId === undefined && !(await sendFile(item)))) failed += 1;
    if (failed === 0) return undefined;
    const those = items.current.some((item) => item.stays)
      ? "Remove what cannot be sent, then press “Send comment” again."
      : "Press “Send comment” again.";
    return asRefusal(
      `Your comment was not sent yet: ${failed === 1 ? "one file has" : `${failed} files have`} a problem. ${those}`,
    );
  }

  async function sendWords(words: string): Promise<Answer> {
    const form = new FormData();
    form.set("task_id", taskId);
    form.set("form_key", key);
    form.set("comment", words);
    for (const { fileId } of items.current) if (fileId) form.append("file_ids", fileId);
    return postForm(address, form);
  }

  /** Sends files and words. A second press while it is under way does nothing. */
  async function send(words: string): Promise<void> {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    refuse(null);
    const problem = await sendFiles();
    const answer = problem ?? (await sendWords(words));
    if (answer.ok) {
      items.current = [];
      show();
      setKey(crypto.randomUUID());
      setSent((count) => count + 1);
      router.refresh();
    } else {
      refuse(asRefusal(answer.message, answer.fields));
    }
    under.current = false;
    setBusy(false);
  }

  return { field, live, key, busy, sent, rows, choose, remove, send, ...told };
}
