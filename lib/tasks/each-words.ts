/** One recipient's part of a task that each of them must answer. */
export type Part = {
  taskId: string;
  contactId: string;
  firstName: string;
  lastName: string;
  answered: boolean;
};

/** "Tom", "Tom and Jane", "Tom, Jane and you". */
const listed = (names: string[]): string =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : (names[0] ?? "");

/** Names of the others; with the last name where two share the first. */
function namesOf(parts: Part[], all: Part[]): string[] {
  const alike = (part: Part) => all.filter((one) => one.firstName === part.firstName).length > 1;
  return parts.map((part) =>
    alike(part) || part.firstName === "" ? `${part.firstName} ${part.lastName}`.trim() : part.firstName,
  );
}

/**
 * Who has answered a task that each must answer, and whom Lodge still waits for, as one of them reads it: "Tom has answered.
 * Lodge still waits for Jane and you." Undefined where nobody else must.
 */
export function eachWords(parts: Part[], contactId: string): string | undefined {
  const me = parts.find((part) => part.contactId === contactId);
  const others = parts.filter((part) => part !== me);
  if (!me || others.length === 0) return undefined;
  const of = (answered: boolean) =>
    namesOf(
      others.filter((part) => part.answered === answered),
      parts,
    );
  const [given, missing] = [of(true), of(false)];
  const have = me.answered ? ["You", ...given] : given;
  const waits = me.answered ? missing : [...missing, "you"];
  if (waits.length === 0) return `${listed(have)} have answered. Everybody's answer is there.`;
  if (have.length === 0) return `Each of you must answer. Lodge waits for ${listed(waits)}.`;
  const has = have.length === 1 && !me.answered ? "has" : "have";
  return `${listed(have)} ${has} answered. Lodge still waits for ${listed(waits)}.`;
}
