"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { mayUpload } from "@/lib/files/rules";
import { isOwn, wordsFor } from "../../../../own-words";
import { useUnsaved } from "../../use-unsaved";

/** A document on its way to a task, or what became of it. */
export type Parcel = {
  key: string;
  taskId: string;
  name: string;
  /** How much has gone, 0 to 100; undefined once it came to nothing. */
  percent: number | undefined;
  /** Why it was not attached. */
  problem: string | undefined;
};

type Attaching = {
  /** True once the script listens: what is chosen goes at once. */
  live: boolean;
  parcels: Parcel[];
  attach: (taskId: string, files: File[]) => void;
  forget: (key: string) => void;
};

const Parcels = createContext<Attaching>({
  live: false,
  parcels: [],
  attach: () => undefined,
  forget: () => undefined,
});

/** The documents on their way from this page. */
export const useAttaching = (): Attaching => use(Parcels);

const lost = (name: string) =>
  `“${name}” was not attached: the connection failed. Check the connection, then choose it again.`;

/** Sends one document; the sentence of what kept it from being attached, or null. Rejects when no answer came. */
function sent(
  address: string,
  name: string,
  body: FormData,
  moved: (percent: number) => void,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", address);
    call.setRequestHeader("Accept", "application/json");
    call.responseType = "json";
    call.upload.addEventListener("progress", ({ loaded, total }) => {
      if (total > 0) moved(Math.floor((100 * loaded) / total));
    });
    call.addEventListener("error", () => {
      reject(new Error("No answer."));
    });
    call.addEventListener("load", () => {
      if (!isOwn(call)) {
        // a proxy's page, or a network's: none of its words is ours
        resolve(`“${name}” was not attached. ${wordsFor(call.status)}`);
        return;
      }
      const answer = call.response as { problem?: string | null } | null;
      if (answer?.problem !== undefined) resolve(answer.problem);
      else if (call.status >= 500) resolve(`“${name}” was not attached. ${wordsFor(call.status)}`);
      else reject(new Error("Not an answer."));
    });
    call.send(body);
  });
}

type Props = { requestId: string; maxBytes: number; children: ReactNode };

/** Sends the documents that are chosen on this page, each as soon as it is chosen, one after another. */
export function AttachingDocuments({ requestId, maxBytes, children }: Props) {
  const router = useRouter();
  const [live, setLive] = useState(false);
  const [parcels, setParcels] = useState<Parcel[]>([]);
  const [said, setSaid] = useState("");
  const line = useRef(Promise.resolve());
  useEffect(() => {
    setLive(true);
  }, []);
  const change = useCallback((key: string, next: Partial<Parcel>) => {
    setParcels((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  }, []);
  const forget = useCallback((key: string) => {
    setParcels((all) => all.filter((one) => one.key !== key));
  }, []);
  const attach = useCallback(
    (taskId: string, files: File[]) => {
      for (const file of files) {
        const { name } = file;
        const verdict = mayUpload(name, file.size, maxBytes);
        const key = crypto.randomUUID();
        const broken = verdict.ok ? undefined : verdict.reason;
        setParcels((all) => [
          // a second try replaces what was said of the first
          ...all.filter((one) => one.problem === undefined || one.taskId !== taskId || one.name !== name),
          { key, taskId, name, percent: broken ? undefined : 0, problem: broken },
        ]);
        if (broken) continue;
        const body = new FormData();
        body.set("task_id", taskId);
        body.set("form_key", key);
        body.set("file", file);
        line.current = line.current.then(async () => {
          setSaid(`Attaching “${name}” …`);
          try {
            const problem = await sent(`/admin/requests/${requestId}/documents`, name, body, (percent) => {
              change(key, { percent });
            });
            setSaid(problem === null ? `“${name}” is attached.` : "");
            if (problem !== null) {
              change(key, { percent: undefined, problem });
              return;
            }
            startTransition(() => {
              router.refresh();
              forget(key);
            });
          } catch {
            setSaid("");
            change(key, { percent: undefined, problem: lost(name) });
          }
        });
      }
    },
    [requestId, maxBytes, router, change, forget],
  );
  useUnsaved(parcels.some(({ percent }) => percent !== undefined));
  const shared = useMemo(() => ({ live, parcels, attach, forget }), [live, parcels, attach, forget]);
  return (
    <Parcels value={shared}>
      <p className="vh" role="status">
        {said}
      </p>
      {children}
    </Parcels>
  );
}
