"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "@/components/icons";

type DialogProps = {
  id: string;
  title: string;
  /** Whom or what it is about. */
  subject?: string | undefined;
  /** Where closing leads: the page without the dialog. */
  closeHref: string;
  children: ReactNode;
};

/**
 * A dialog with an address of its own: drawn open by the server, so it works without a script; with one it keeps
 * focus inside and Esc closes it. A form inside it ends with a `<footer>` of its buttons.
 */
export function Dialog({ id, title, subject, closeHref, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const box = dialog.current;
    if (!box || box.matches(":modal")) return;
    box.close();
    box.showModal();
  }, []);
  return (
    <dialog
      className="dlg"
      open
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        close.current?.click();
      }}
    >
      <header>
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {subject ? <p>{subject}</p> : null}
        </div>
        <a className="x" href={closeHref} aria-label="Close" ref={close}>
          <Icon name="close" />
        </a>
      </header>
      {children}
    </dialog>
  );
}
