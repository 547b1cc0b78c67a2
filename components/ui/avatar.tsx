import { personInitials } from "@/lib/initials";

type AvatarProps = { name: string; size?: "md" | "lg" | "xl" | undefined; mine?: boolean | undefined };

/** A person's letters. The name always stands beside it, so it is hidden from screen readers. */
export function Avatar({ name, size = "md", mine = false }: AvatarProps) {
  const classes = ["ava", size === "md" ? "" : size, mine ? "me" : ""].filter(Boolean).join(" ");
  return (
    <span className={classes} aria-hidden="true">
      {personInitials(name)}
    </span>
  );
}
