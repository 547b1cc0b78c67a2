"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => undefined;

type Props = { text: string; label?: string; prints?: boolean };

/** Copies a text, and prints the page; not there without a script. */
export function CopyButton({ text, label = "Copy them", prints = true }: Props) {
  const [copied, setCopied] = useState(false);
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!scripted) return null;
  return (
    <>
      {"clipboard" in navigator ? (
        <Button
          type="button"
          onClick={() => {
            void navigator.clipboard.writeText(text).then(() => {
              setCopied(true);
            });
          }}
        >
          {copied ? "Copied" : label}
        </Button>
      ) : null}
      {prints ? (
        <Button
          type="button"
          onClick={() => {
            window.print();
          }}
        >
          Print them
        </Button>
      ) : null}
    </>
  );
}
