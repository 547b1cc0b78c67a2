"use client";

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Icon } from "@/components/icons";

type Props = {
  /** What the row is about, for screen readers. */
  about: string;
  /** Buttons, one under another. */
  children: ReactNode;
};

/**
 * What is seldom done to a row, behind three dots. It opens without a script; with one Esc and a press beside it close it,
 * and the arrow keys go from button to button.
 */
export function RowMenu({ about, children }: Props) {
  const menu = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const close = ({ target }: Event) => {
      if (menu.current && target instanceof Node && !menu.current.contains(target)) menu.current.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent<HTMLDetailsElement>) => {
    const { currentTarget: box, key } = event;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (!box.open || (step === 0 && key !== "Escape")) return;
    event.preventDefault();
    if (key === "Escape") {
      box.open = false;
      box.querySelector("summary")?.focus();
      return;
    }
    const buttons = [...box.querySelectorAll<HTMLElement>("button:enabled")];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const to = at < 0 && step < 0 ? -1 : at + step;
    buttons.at(to % buttons.length)?.focus();
  };
  return (
    <details
      className="row-menu"
      name="row-menu"
      ref={menu}
      onKeyDown={onKeyDown}
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        <Icon name="more" />
        <span className="vh">More: {about}</span>
      </summary>
      <div>{children}</div>
    </details>
  );
}
