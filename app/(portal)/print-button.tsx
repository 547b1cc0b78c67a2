"use client";

import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";

const never = () => () => undefined;

/** Prints the page, or saves it as PDF; not there without a script. */
export function PrintButton() {
  const scripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return scripted ? (
    <Button
      type="button"
      onClick={() => {
        print();
      }}
    >
      Print or save as PDF
    </Button>
  ) : null;
}
