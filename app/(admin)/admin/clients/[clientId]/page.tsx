import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Block, None } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Status } from "@/components/admin/status";
import { Cell, Pager, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { clientPage } from "@/lib/clients/queries";
import { isId } from "@/lib/ids";
import { workAsked, workItemList } from "@/lib/work-items/list";
import { workLineOf } from "../../work/work-lines";
import { signedInStaff, StaffPage } from "../../staff-page";
import { WorkTable } from "../../work/work-table";

type Props = { params: Promise<{ clientId: string }>; searchParams: Promise<{ after?: string | string[] }> };

const load = cache(async (clientId: string) => {
  const staff = await signedInStaff();
  const client = isId(clientId) ? await clientPage(staff.actor, clientId) : undefined;
  if (!client) notFound();
  return { staff, client };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).clientId)).client.name };
}

/** One client: who answers for it, and the work done for it. */
export default async function ClientPage({ params, searchParams }: Props) {
  const [{ clientId }, { after }] = [await params, await searchParams];
  const { staff, client } = await load(clientId);
  const cursor = typeof after === "string" ? after : undefined;
  const work = await workItemList(
    staff.actor,
    workAsked(new URLSearchParams({ client: clientId, page: cursor ?? "" })),
  );
  const here = `/admin/clients/${clientId}`;
  return (
    <StaffPage staff={staff} current="clients">
      <AdminHead title={client.name} crumbs={[{ label: "Clients", href: "/admin/clients" }]}>
        <ButtonLink href={`/admin/work/new?client=${clientId}`} look="primary" icon="plus">
          New work item
        </ButtonLink>
      </AdminHead>
      <div className="pane">
        <Block
          title="Contacts"
          count={client.contacts.length}
          actions={
            <ButtonLink href={`${here}/contacts/new`} size="sm">
              Add contact
            </ButtonLink>
          }
        >
          <Contacts people={client.contacts} />
        </Block>
        <Block title="Work" count={!cursor && !work.next ? work.rows.length : undefined}>
          {work.rows.length > 0 ? (
            <WorkTable lines={work.rows.map(workLineOf(new Date(), staff.firm))} withClient={false} />
          ) : (
            <None>No work yet. Make a work item, such as the year-end accounts; requests hang on it.</None>
          )}
        </Block>
      </div>
      {work.next || cursor ? (
        <Pager
          text="Newest first"
          first={cursor ? here : undefined}
          next={work.next && `${here}?after=${work.next}`}
        />
      ) : null}
    </StaffPage>
  );
}

const columns = [
  { label: "Contact" },
  { label: "Email", width: "w-[36%]" },
  { label: "Phone", width: "w-[10rem]" },
  { label: "State", width: "w-[7rem]" },
];

function Contacts({ people }: { people: Awaited<ReturnType<typeof load>>["client"]["contacts"] }) {
  if (people.length === 0)
    return (
      <None>
        No contacts yet. Add the person who answers for this client; requests go to their email address.
      </None>
    );
  return (
    <Table caption="Contacts" columns={columns} dense>
      {people.map((person) => (
        <tr key={person.id}>
          <TitleCell title={`${person.firstName} ${person.lastName}`} href={`/admin/contacts/${person.id}`} />
          <Cell>
            <span className="t2" title={person.email}>
              {person.email}
            </span>
          </Cell>
          <Cell className="num">{person.phone}</Cell>
          <Cell phone="end">
            {person.deletedAt ? <Status kind="mute">Deleted</Status> : <Status>Active</Status>}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
