import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/icons";
import { Tag } from "@/components/ui/tag";

type DeviceRowProps = {
  /** "Chrome on Android". */
  name: string;
  icon: IconName;
  /** The one in hand. */
  here?: boolean | undefined;
  /** One short sentence a line. */
  lines: string[];
  /** The form that signs it out; none where it is out already. */
  children?: ReactNode;
};

/** Rows of devices or links on one sheet. */
export function DeviceRows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="sheet devs" aria-label={label}>
      {children}
    </ul>
  );
}

/** One device of a contact. */
export function DeviceRow({ name, icon, here = false, lines, children }: DeviceRowProps) {
  return (
    <li>
      <Icon name={icon} />
      <RowWords name={name} here={here} lines={lines} />
      {children}
    </li>
  );
}

/** One link that was mailed, and what became of it. */
export function LinkRow({ name, lines }: { name: string; lines: string[] }) {
  return (
    <li>
      <Icon name="mail" />
      <RowWords name={name} lines={lines} />
    </li>
  );
}

/** How one device is tied to its browser. */
export function LockRow({ name, lines }: { name: string; lines: string[] }) {
  return (
    <li>
      <Icon name="lock" />
      <RowWords name={name} lines={lines} />
    </li>
  );
}

function RowWords({ name, here = false, lines }: Omit<DeviceRowProps, "children" | "icon">) {
  return (
    <div>
      <b>
        {name} {here ? <Tag kind="good">This device</Tag> : null}
      </b>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
