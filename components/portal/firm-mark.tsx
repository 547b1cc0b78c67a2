import { firmInitials } from "@/lib/initials";

/** A firm without a logo: its letters in a ring, in the colour of the text around. The name stands beside it. */
export function FirmMark({ name }: { name: string }) {
  const letters = firmInitials(name);
  return (
    <svg viewBox="0 0 38 38" aria-hidden="true">
      <circle cx="19" cy="19" r="17.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <text
        x="19"
        y="19"
        dy=".36em"
        textAnchor="middle"
        fill="currentColor"
        fontSize={letters.length > 1 ? 14 : 18}
        fontWeight="700"
      >
        {letters}
      </text>
    </svg>
  );
}
