/** Tasks counted by state; the rest of `total` is the client's to do. */
export type Progress = { done: number; withFirm?: number | undefined; total: number };

/** One segment says nothing that its words do not; a row of more than twelve is harder to read than they are. */
const [fewestTicks, mostTicks] = [2, 12];

const segment = (at: number, done: number, withFirm: number) =>
  at < done ? "d" : at < done + withFirm ? "w" : undefined;

/** One segment per task: full = done, hatched = with the firm, empty = the client's. The words stand beside it. */
export function Ticks({ done, withFirm = 0, total }: Progress) {
  if (total < fewestTicks || total > mostTicks) return null;
  return (
    <div
      className="ticks"
      role="img"
      aria-label={`${done} of ${total} done${withFirm ? `, ${withFirm} with the firm` : ""}`}
    >
      {Array.from({ length: total }, (_, at) => (
        <i key={at} className={segment(at, done, withFirm)} />
      ))}
    </div>
  );
}
