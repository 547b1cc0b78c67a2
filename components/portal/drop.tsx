import type { ComponentPropsWithRef } from "react";
import { CarriedIcon } from "@/components/carried-icons";
import { Button } from "@/components/ui/button";

type DropProps = {
  id: string;
  label?: string | undefined;
  /** Said before the choice: "PDF, photo, Excel or Word. Up to 2 GB each." */
  limits: string;
  /** True once the script that sends files listens; until then what was chosen shows in the browser's own control. */
  live?: boolean | undefined;
  /** True while files are held over it. */
  over?: boolean | undefined;
  /** What the button says that sends what was chosen, where no script does. */
  send: string;
} & Omit<ComponentPropsWithRef<"input">, "id" | "type" | "className">;

/**
 * A real file input over a button, so that phones offer camera, photos and files. It has one shape before and after the
 * script comes: `required` tells the stylesheet alone whether a file is chosen, and only then are its name and the button
 * that sends it shown.
 */
export function Drop({
  id,
  label = "Add photos or files",
  limits,
  live = false,
  over = false,
  send,
  ...input
}: DropProps) {
  const classes = ["drop", live ? "live" : "", over ? "over" : ""].filter(Boolean).join(" ");
  return (
    <div className={classes}>
      <input
        type="file"
        id={id}
        aria-label={label}
        aria-describedby={`${id}-limits`}
        required
        aria-required={false}
        aria-invalid={false}
        {...input}
      />
      <div className="dl1" aria-hidden="true">
        <span className="btn">
          <CarriedIcon name="plus" />
          {label}
        </span>
        <span className="or soft">or drop them here</span>
      </div>
      <p id={`${id}-limits`}>{limits}</p>
      {live ? null : (
        <div className="act-in">
          <Button icon="send">{send}</Button>
        </div>
      )}
    </div>
  );
}
