import { Section } from "@/components/portal/page-head";
import type { Firm } from "@/lib/access/host";
import { longDayOf } from "@/lib/format";
import type { completedList } from "@/lib/work-items/completed";

type Props = { list: Awaited<ReturnType<typeof completedList>>; firm: Firm };

/** Completed work, for somebody logged in: each opens to be read (P1, P7). */
export function CompletedList({ list, firm }: Props) {
  if (list.length === 0) return null;
  return (
    <Section title="Completed work">
      <ul className="sheet tasks">
        {list.map((work) => (
          <li key={work.id} className="task">
            <span className="tick" />
            <a href={`/work/${work.id}`}>
              <b>{work.title}</b>
              <span className="h">
                {work.clientName} · completed on {longDayOf(work.completedAt, firm)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
