import type { ComponentPropsWithRef } from "react";
import { CarriedIcon } from "@/components/carried-icons";

type DropProps = {
  id: string;
  label?: string | undefined;
  /** Said before the choice: "PDF, photo, Excel or Word. Up to 2 GB each." */
  limits: string;
  /** True once the script that sends files listens; until then the browser's own control is shown. */
  live?: boolean | undefined;
  /** True while files are held over it. */
  over?: boolean | undefined;
} & Omit<ComponentPropsWithRef<"input">, "id" | "type" | "className">;

/** A real file input over a button, so that phones offer camera, photos and files. */
export function Drop({
  id,
  label = "Add photos or files",
  limits,
  live = false,
  over = false,
  ...input
}: DropProps) {
  const classes = ["drop", live ? "live" : "", over ? "over" : ""].filter(Boolean).join(" ");
  return (
    <div className={classes}>
      <div className="dl1" aria-hidden="true">
        <span className="btn">
          <CarriedIcon name="plus" />
          {label}
        </span>
        <span className="or soft">or drop them here</span>
      </div>
      <input type="file" id={id} aria-label={label} aria-describedby={`${id}-limits`} {...input} />
      <p id={`${id}-limits`}>{limits}</p>
    </div>
  );
}
