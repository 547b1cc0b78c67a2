"use client";

import { lazy, Suspense, type ReactNode } from "react";
import { usePasskeys } from "./passkey-client";
import type { PasskeyProps } from "./passkey-press";

// a script that does not come leaves what stands there without passkeys
const never = new Promise<never>(() => undefined);
const Press = lazy(() =>
  import("./passkey-press").then(
    ({ PasskeyPress }) => ({ default: PasskeyPress }),
    () => never,
  ),
);

/** The press for a passkey; `without` stands where the browser knows no passkeys, or runs no script. */
export function PasskeyForm({ without, ...press }: PasskeyProps & { without?: ReactNode }) {
  if (!usePasskeys()) return <>{without}</>;
  return (
    <Suspense fallback={without}>
      <Press {...press} />
    </Suspense>
  );
}
