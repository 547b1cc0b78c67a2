"use client";

import { useState } from "react";

/**
 * The version that a form's fields stand on, to send along (W12). Others' changes reach an open page: while nothing is
 * typed the fields follow them and so does the version; what is typed keeps the version it was typed on.
 */
export function useSeen(
  current: number,
  told: number | null | undefined,
  nth: number,
  typing: boolean,
): number {
  const [drawn, setDrawn] = useState({ nth, version: told ?? current });
  if (drawn.nth !== nth) setDrawn({ nth, version: told ?? current });
  else if (!typing && told == null && drawn.version !== current) setDrawn({ nth, version: current });
  return drawn.version;
}
