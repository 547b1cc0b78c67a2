"use client";

import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

const movedTo = (ids: string[], id: string, to: number): string[] => {
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
};

type Held = { id: string; order: string[] };
type Options = {
  ids: string[];
  titleOf: (id: string) => string;
  /** Counts the answers of the form: a new one shows what the server says. */
  nth: number;
  save: (order: string[]) => void;
};

/**
 * Moves the rows of a list: dragged by their grip, or picked up with Space, moved with the arrows, put down with Space
 * (WCAG 2.5.7, 2.1.1). Rows carry `data-row`; they keep their places while one is dragged, so that no touch is lost.
 */
export function useReorder({ ids, titleOf, nth, save }: Options) {
  const [held, setHeld] = useState<Held | null>(null);
  const [sent, setSent] = useState<{ nth: number; order: string[] } | null>(null);
  const [drag, setDrag] = useState<{ id: string; to: number } | null>(null);
  const [said, setSaid] = useState("");
  const dragged = useRef(false);
  const order = held?.order ?? (sent?.nth === nth ? sent.order : ids);

  const put = (next: string[]) => {
    setHeld(null);
    if (next.every((id, at) => id === ids[at])) return;
    setSent({ nth, order: next });
    save(next);
  };
  const place = (list: string[], id: string) => `place ${list.indexOf(id) + 1} of ${list.length}`;
  const cancel = () => {
    if (!held) return;
    setHeld(null);
    setSaid(`${titleOf(held.id)} is back at ${place(ids, held.id)}.`);
  };

  const grip = (id: string) => ({
    onClick: () => {
      if (dragged.current) return;
      if (held?.id !== id) {
        setHeld({ id, order });
        setSaid(`${titleOf(id)} picked up, ${place(order, id)}. Move it with the arrow keys.`);
        return;
      }
      setSaid(`${titleOf(id)} put down at ${place(held.order, id)}.`);
      put(held.order);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (held?.id !== id) return;
      if (event.key === "Escape") cancel();
      const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
      if (step === 0) return;
      event.preventDefault();
      const to = held.order.indexOf(id) + step;
      if (to < 0 || to >= held.order.length) return;
      const next = movedTo(held.order, id, to);
      setHeld({ id, order: next });
      setSaid(place(next, id));
    },
    onBlur: cancel,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      dragged.current = false;
      if (event.button !== 0) return;
      const list = event.currentTarget.closest("ul");
      const start = event.clientY;
      let to = order.indexOf(id);
      const listening = new AbortController();
      const { signal } = listening;
      const move = (at: globalThis.PointerEvent) => {
        if (!dragged.current && Math.abs(at.clientY - start) < 5) return;
        dragged.current = true;
        if (at.clientY < 48) window.scrollBy(0, -16);
        if (at.clientY > window.innerHeight - 48) window.scrollBy(0, 16);
        const rows = [...(list?.querySelectorAll("[data-row]") ?? [])];
        const others = rows.filter((row) => row.getAttribute("data-row") !== id);
        to = others.filter((row) => {
          const { top, height } = row.getBoundingClientRect();
          return at.clientY > top + height / 2;
        }).length;
        setDrag({ id, to });
      };
      const end = (drop: boolean) => {
        listening.abort();
        setDrag(null);
        if (drop && dragged.current) put(movedTo(order, id, to));
      };
      document.addEventListener("pointermove", move, { signal });
      document.addEventListener(
        "pointerup",
        () => {
          end(true);
        },
        { signal },
      );
      document.addEventListener(
        "pointercancel",
        () => {
          end(false);
        },
        { signal },
      );
      document.addEventListener(
        "keydown",
        ({ key }) => {
          if (key === "Escape") end(false);
        },
        { signal },
      );
    },
  });

  /** How a row looks now: lifted, or the one before or after which the dragged one will stand. */
  const look = (id: string): "held" | "before" | "after" | undefined => {
    if (held?.id === id || drag?.id === id) return "held";
    if (!drag) return undefined;
    const others = order.filter((one) => one !== drag.id);
    if (others[drag.to] === id) return "before";
    return drag.to === others.length && others.at(-1) === id ? "after" : undefined;
  };

  return { order, grip, look, holds: (id: string) => held?.id === id, said };
}
