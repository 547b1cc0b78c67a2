"use client";

import { useEffect, useState, type ReactNode } from "react";
import { PageHead } from "@/components/portal/page-head";
import { ButtonLink } from "@/components/ui/button";
import { proveKey, type Proven } from "../../browser-key";

type Props = {
  /** False where the key is proven already, by another tab: only on. */
  needed: boolean;
  /** Where to go on, and this page again. */
  to: string;
  again: string;
  /** Where the key is not here any more: what to do, or where to go on without. */
  lost: ReactNode;
  without: string | undefined;
  /** A press came here that was not carried out: it is said before going on. */
  pressLost: boolean;
};

/** Shows the browser's key and goes on by itself (A14, DECISIONS 12). */
export function ProveHere({ needed, to, again, lost, without, pressLost }: Props) {
  const [said, setSaid] = useState<Proven | undefined>(needed ? undefined : "proven");
  useEffect(() => {
    // a whole load: where a page read itself anew, going back to it softly would leave it empty
    const goOn = () => {
      if (!pressLost) location.replace(to);
    };
    if (!needed) {
      goOn();
      return;
    }
    void proveKey().then((answer) => {
      if (answer === "proven") goOn();
      if (answer === "lost" && without) location.replace(without);
      else setSaid(answer);
    });
  }, [needed, to, without, pressLost]);
  if (said === "lost") return <div role="status">{lost}</div>;
  if (said === "away") {
    return (
      <div role="status">
        <PageHead title="There is no connection just now" mark={{ icon: "device" }}>
          This browser has to show us that it is still yours, and could not reach us. Nothing of yours is
          lost.
        </PageHead>
        <p className="after">
          <ButtonLink href={again} look="primary" size="big" wide>
            Try again
          </ButtonLink>
        </p>
      </div>
    );
  }
  if (said === "proven" && pressLost) {
    return (
      <div role="status">
        <PageHead title="Please press that once more" mark={{ icon: "device" }}>
          Your last press was not carried out: this browser had to show first that it is still yours. It has
          now. Go back, then press again.
        </PageHead>
        <p className="after">
          <ButtonLink href={to} look="primary" size="big" wide>
            Go back
          </ButtonLink>
        </p>
      </div>
    );
  }
  return (
    <>
      <PageHead title="One moment" mark={{ icon: "device" }}>
        This browser is showing us that it is still the one you opened our link in. Then you go on where you
        were.
      </PageHead>
      {said === "proven" ? (
        <p className="after">
          <ButtonLink href={to} wide>
            Go on
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
}
