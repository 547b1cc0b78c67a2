/** Late beats the date: `late` is "3 days late", `text` "was due Wednesday 18 November" or "Due Friday 27 November 2026, in 6 days". */
export type DueWords = { text: string; late?: string | undefined };

/** When it is due, late first. */
export function Due({ due }: { due: DueWords }) {
  if (!due.late) return <>{due.text}</>;
  return (
    <>
      <span className="late">{due.late}</span>, {due.text}
    </>
  );
}
