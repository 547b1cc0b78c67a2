import { Icon, type IconName } from "@/components/icons";

export type Follow = { icon: IconName; title: string; words: string };

/** What follows from a deed, each with a glyph: the body of a dialog that asks first (LOOKS §6). */
export function Follows({ list }: { list: Follow[] }) {
  return (
    <ul className="dl">
      {list.map(({ icon, title, words }) => (
        <li key={icon}>
          <Icon name={icon} className="lead" />
          <div>
            <b>{title}</b>
            <span className="d">{words}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
