import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Kv, None } from "@/components/admin/blocks";
import { Meter } from "@/components/admin/status";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { readSaid } from "@/lib/files/said";
import { longDayOf, plural } from "@/lib/format";
import { isId } from "@/lib/ids";
import { workItemPage } from "@/lib/work-items/queries";
import { mayChangeWork, nothingLeft } from "@/lib/work-items/rules";
import { signedInStaff, StaffPage } from "../../staff-page";
import { DueStatus } from "../../when-words";
import { WorkStatus } from "../work-status";
import { CompleteDialog } from "./complete-dialog";
import { RequestBlock, type OfWork } from "./request-block";
import { WorkHead } from "./work-head";

type Asked = Partial<Record<"complete" | "task" | "said", string | string[]>>;
type Props = {
  params: Promise<{ workItemId: string }>;
  searchParams: Promise<Asked>;
};

const load = cache(async (workItemId: string) => {
  const staff = await signedInStaff();
  const work = isId(workItemId) ? await workItemPage(staff.actor, workItemId) : undefined;
  if (!work) notFound();
  return { staff, work };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { work } = await load((await params).workItemId);
  return { title: `${work.title}, ${work.clientName}` };
}

/** One work item: everything that was asked and what came, and the way to complete it. */
export default async function WorkItemPage({ params, searchParams }: Props) {
  const [{ workItemId }, asked] = [await params, await searchParams];
  const { complete } = asked;
  const { staff, work } = await load(workItemId);
  const open = mayChangeWork(work);
  const seen: OfWork = {
    workItemId,
    now: new Date(),
    firm: staff.firm,
    me: staff.name,
    mayWrite: open.ok,
    said: saidAt(staff.actor.firmId, asked),
  };
  const given = work.requests.flatMap((request) => request.tasks);
  const fileCount = given.reduce(
    (sum, { files, reading, comments }) =>
      sum + files.length + reading.length + comments.reduce((more, one) => more + one.files.length, 0),
    0,
  );
  return (
    <StaffPage staff={staff} current="work">
      <WorkHead work={work} />
      <div className="cols">
        <div className="lcol">
          {open.ok ? null : <Note kind="plain">{open.reason}</Note>}
          {work.archivedAt ? (
            <Note kind="plain">
              This work is archived: it stands in no list. Restore it to see it there again.
            </Note>
          ) : null}
          {work.requests.map((request) => (
            <RequestBlock key={request.id} request={request} seen={seen} />
          ))}
          {work.requests.length === 0 ? (
            <None>
              Nothing is asked for yet. {open.ok ? "Make a request, put tasks into it, and send it." : ""}
            </None>
          ) : null}
          {open.ok ? (
            <p className="blk">
              <ButtonLink href={`/admin/requests/new?work=${workItemId}`} icon="plus">
                New request
              </ButtonLink>
            </p>
          ) : null}
        </div>
        <div className="rcol">
          <section aria-label="About this work">
            <WorkFacts work={work} seen={seen} />
            {fileCount > 0 ? (
              <p className="after">
                <ButtonLink href={`/admin/work/${workItemId}/files`} size="sm">
                  Download all ({plural(fileCount, "file")})
                </ButtonLink>
              </p>
            ) : null}
          </section>
        </div>
      </div>
      {complete && open.ok ? <CompleteDialog work={work} changed={complete === "changed"} /> : null}
    </StaffPage>
  );
}

function saidAt(firmId: string, { task, said }: Asked): OfWork["said"] {
  if (typeof task !== "string" || typeof said !== "string") return undefined;
  const sentence = readSaid(firmId, task, said);
  return sentence === undefined ? undefined : { taskId: task, sentence };
}

type Work = Awaited<ReturnType<typeof load>>["work"];

function WorkFacts({ work, seen: { now, firm } }: { work: Work; seen: OfWork }) {
  const client = <a href={`/admin/clients/${work.clientId}`}>{work.clientName}</a>;
  return (
    <Kv
      rows={[
        {
          term: "Status",
          value: <WorkStatus status={work.status} tasks={work.tasks} done={work.done} open={work.open} />,
        },
        { term: "Client", value: client },
        { term: "Owner", value: work.ownerName },
        {
          term: "Due",
          value: <DueStatus dueOn={work.dueOn} now={now} place={firm} settled={nothingLeft(work)} />,
        },
        {
          term: "Done",
          value: work.tasks > 0 ? <Meter done={work.done} total={work.tasks} /> : "Nothing sent yet",
        },
        ...(work.completedAt ? [{ term: "Completed", value: longDayOf(work.completedAt, firm) }] : []),
      ]}
    />
  );
}
