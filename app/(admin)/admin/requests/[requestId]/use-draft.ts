"use client";

import { unstable_rethrow } from "next/navigation";
import {
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useTransition,
  type InputEvent,
  type RefObject,
  type SubmitEvent,
} from "react";
import type { Refusal } from "../../form-state";
import { editDraft } from "../draft-actions";
import { refusedDraft, type DraftState } from "../draft-state";
import { fieldsOf, restore, standing, type Typed } from "./typed-meanwhile";

const away: Refusal = {
  ok: false,
  code: "limit",
  message:
    "This was not saved: the connection failed. What you typed is still here. Check the connection, then save again.",
};

/** A press of a button: its deed, and the order where rows were dragged. */
type Press = { deed: string; order?: string };

/** Deeds that go on one by one when they are pressed twice; of any other the second press says nothing new. */
const repeats = /^(?:up|down):/;
/** After these the open task's fields are gone, so nothing can be typed into them meanwhile. */
const closes = /^(?:task|cancel|new|edit|copy)\b/;

const useBrowserLayout = typeof window === "undefined" ? useEffect : useLayoutEffect;

/**
 * What the editor's form was last told, and its presses. Without a script the browser sends the form; with one a press
 * while another is being done waits for it, and what is typed meanwhile is put back into the fields that are drawn anew.
 * `hold`: documents are still on their way, so sending waits for them; `failed`: one did not arrive, and what waited is
 * not sent without it.
 */
export function useDraft(
  form: RefObject<HTMLFormElement | null>,
  { hold, failed }: { hold: boolean; failed: boolean },
) {
  const [told, plainly] = useActionState(editDraft, null);
  const [own, setOwn] = useState<DraftState | null>(null);
  const state = own ?? told;
  const nth = state?.nth ?? 0;
  const [busy, start] = useTransition();
  const [doing, setDoing] = useState("");
  const [waiting, setWaiting] = useState("");
  const [touched, setTouched] = useState(-1);
  const line = useRef<Press[]>([]);
  const running = useRef<Press | null>(null);
  const waited = useRef(false);
  const meanwhile = useRef<Typed>({ fields: new Map(), focus: null });

  const run = (press: Press) => {
    const box = form.current;
    if (!box) return;
    running.current = press;
    meanwhile.current = { fields: new Map(), focus: standing(box) };
    setDoing(press.deed);
    const asked = new FormData(box);
    asked.set("deed", press.deed);
    if (press.order !== undefined) asked.set("order", press.order);
    start(async () => {
      const next = await answer(state, asked);
      start(() => {
        setOwn(next);
      });
    });
  };
  const pump = () => {
    if (waited.current && !hold) {
      waited.current = false;
      if (failed) line.current = line.current.filter(({ deed }) => deed !== "send");
    }
    const [next] = line.current;
    const held = next?.deed === "send" && hold;
    if (held) waited.current = true;
    setWaiting(next && (held || running.current) ? next.deed : "");
    if (!next || running.current || held) return;
    line.current = line.current.slice(1);
    run(next);
  };
  const press = (next: Press) => {
    const before = line.current.at(-1) ?? running.current;
    if (before?.deed === next.deed && next.order === undefined && !repeats.test(next.deed)) return;
    line.current = [...line.current, next];
    pump();
  };

  // once for each answer
  useBrowserLayout(() => {
    const box = form.current;
    if (!own || !box) return;
    running.current = null;
    // a "no" is read first; what came after it may no longer be meant
    if (own.refusal) line.current = [];
    if (restore(box, meanwhile.current, own.focus === null && own.refusal === null)) setTouched(own.nth);
    meanwhile.current = { fields: new Map(), focus: null };
  }, [own]);
  // an answer came, or the last document arrived
  useEffect(() => {
    pump();
  }, [own, hold]);

  return {
    state,
    nth,
    /** The deed that is being done, or that waits for another. */
    doing: busy ? doing : "",
    waiting,
    typing: touched === nth,
    closing: busy && closes.test(doing),
    press,
    form: {
      action: plainly,
      onInput: ({ target, currentTarget }: InputEvent<HTMLFormElement>) => {
        // a file field of another form stands inside
        if (target instanceof HTMLInputElement && target.form !== currentTarget) return;
        setTouched(nth);
        if (running.current) fieldsOf(meanwhile.current, target);
      },
      onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent;
        press({ deed: submitter instanceof HTMLButtonElement ? submitter.value : "save" });
      },
    },
  };
}

/** What the server says; a lost connection is a "no" like any other, so that nothing typed goes with it. */
async function answer(last: DraftState | null, asked: FormData): Promise<DraftState> {
  try {
    return await editDraft(last, asked);
  } catch (problem) {
    unstable_rethrow(problem);
    if (!(problem instanceof TypeError)) throw problem;
    return refusedDraft((last?.nth ?? 0) + 1, asked, away, false);
  }
}
