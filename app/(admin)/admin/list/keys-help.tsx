"use client";

import { Check } from "@/components/admin/fields";
import { switchKeys } from "./use-keys-on";

const keys = [
  ["/", "search"],
  ["j", "next row"],
  ["k", "row before"],
  ["x", "choose the row"],
  ["Enter", "open the row"],
  ["Esc", "choose none"],
  ["?", "these keys"],
];

/** What the keys of a list do, and the switch that turns those of one letter off (WCAG 2.1.4). */
export const KeysHelp = ({ on }: { on: boolean }) => (
  <details className="keys">
    <summary>Keyboard shortcuts{on ? "" : " (off)"}</summary>
    <ul>
      {keys.map(([key, words]) => (
        <li key={key}>
          <span className="kbd">{key}</span> {words}
        </li>
      ))}
    </ul>
    <Check
      label="Single keys do this here. Switch them off if you speak to your computer, or press them by mistake."
      checked={on}
      onChange={(event) => switchKeys(event.target.checked)}
    />
  </details>
);
