import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { Cell, NumberCell, Table, TitleCell } from "@/components/admin/table";
import { ButtonLink } from "@/components/ui/button";
import { staffList } from "@/lib/staff/members";
import { StaffPage } from "../staff-page";
import { lastSeenCell, MemberStatus, shortRole } from "./member-words";
import { signedInManager } from "./signed-in-manager";

export const metadata: Metadata = { title: "Staff" };

/** Who works at the firm: their role, whether they are in, what they have on their desk. */
export default async function StaffListPage() {
  const staff = await signedInManager();
  const now = new Date();
  const list = await staffList(staff.actor);
  return (
    <StaffPage staff={staff} current="staff">
      <AdminHead title="Staff" count={list.filter((one) => !one.deactivatedAt).length}>
        <ButtonLink href="/admin/staff/new" look="primary" icon="plus">
          Invite staff
        </ButtonLink>
      </AdminHead>
      <Table
        caption="Staff"
        bleed
        columns={[
          { label: "Name" },
          { label: "Role", width: "w-[8rem]" },
          { label: "State", width: "w-[9rem]" },
          { label: "Open work", right: true, width: "w-[7rem]" },
          { label: "Last seen", width: "w-[11rem]" },
        ]}
      >
        {list.map((member) => (
          <tr key={member.id}>
            <TitleCell title={member.name} href={`/admin/staff/${member.id}`} sub={member.email} />
            <Cell label="Role">{shortRole[member.role]}</Cell>
            <Cell>
              <MemberStatus member={member} />
            </Cell>
            <NumberCell value={member.openWork} label="Open work" />
            <Cell label="Last seen" phone="off">
              {lastSeenCell(member, now, staff.firm)}
            </Cell>
          </tr>
        ))}
      </Table>
    </StaffPage>
  );
}
