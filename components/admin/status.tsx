import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";
import { type Progress } from "@/components/portal/ticks";

type StatusProps = {
  kind?: "plain" | "ok" | "warn" | "bad" | "mute" | undefined;
  icon?: IconName | undefined;
  children: ReactNode;
};

/** A state in words, with a glyph where it helps the eye; colour only for what is late or wrong. */
export function Status({ kind = "plain", icon, children }: StatusProps) {
  return (
    <span className={kind === "plain" ? "st" : `st ${kind}`}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}

const mostSquares = 12;
const wideSquares = 9;

function words({ done, withFirm = 0, total }: Progress): string {
  return withFirm > 0 ? `${done} of ${total}, ${withFirm} for us` : `${done} of ${total}`;
}

/** How far a request is: squares for done, for us and open, and the same in words. */
export function Meter({ done, withFirm = 0, total }: Progress) {
  const kindAt = (at: number) => (at < done ? "d" : at < done + withFirm ? "w" : undefined);
  return (
    <>
      {total > 0 && total <= mostSquares ? (
        <span className={total > wideSquares ? "mt many" : "mt"} aria-hidden="true">
          {Array.from({ length: total }, (_, at) => (
            <i key={at} className={kindAt(at)} />
          ))}
        </span>
      ) : null}
      <span className="mtx">{words({ done, withFirm, total })}</span>
    </>
  );
}
