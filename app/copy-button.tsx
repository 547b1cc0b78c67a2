"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => undefined;

/** Copies a text, and prints the page; not there without a script. */
export function CopyButton({ text }: { text: string }) {
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
          {copied ? "Copied" : "Copy them"}
        </Button>
      ) : null}
      <Button
        type="button"
        onClick={() => {
          window.print();
        }}
      >
        Print them
      </Button>
    </>
  );
}
