import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Block, Kv } from "@/components/admin/blocks";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { proofWanted } from "@/lib/factors/prove-again";
import { longDayOf, plural } from "@/lib/format";
import { isId } from "@/lib/ids";
import { memberPage } from "@/lib/staff/members";
import { staffChoices } from "@/lib/staff/queries";
import { mayDeactivate, mayManage } from "@/lib/staff/rules";
import { DeedButton } from "../../deed";
import { StaffPage } from "../../staff-page";
import { sendInvitationAgain } from "../actions";
import { lastSeenCell, MemberStatus, shortRole } from "../member-words";
import { signedInManager } from "../signed-in-manager";
import { DeactivateDialog } from "./deactivate-dialog";
import { FactorsBlock } from "./factors-block";
import { ReactivateDialog } from "./reactivate-dialog";
import { RoleForm } from "./role-form";

export const metadata: Metadata = { title: "Staff member" };

type Props = {
  params: Promise<{ staffId: string }>;
  searchParams: Promise<{ dialog?: string; reset?: string; saved?: string; invited?: string; card?: string }>;
};

/** One staff member: role, invitation, second factors, deactivation with its hand-over (F4). */
export default async function MemberPage({ params, searchParams }: Props) {
  const [{ staffId }, asked] = [await params, await searchParams];
  const staff = await signedInManager();
  const member = isId(staffId) ? await memberPage(staff.actor, staffId) : undefined;
  if (!member) notFound();
  const may = mayManage(staff.actor.role, member.role);
  const mayEnd = may.ok ? mayDeactivate(staff.actor, member) : may;
  const proof = await proofWanted(staff.actor);
  const here = `/admin/staff/${member.id}`;
  const isInvited = !member.firstSignInAt && member.invitedAt !== null && !member.deactivatedAt;
  const facts = [
    { term: "State", value: <MemberStatus member={member} /> },
    { term: "Email", value: member.email },
    { term: "Title", value: member.title },
    { term: "Telephone", value: member.phone || <span className="soft">None: clients read the firm’s</span> },
    { term: "Open work", value: plural(member.openWork, "work item") },
    { term: "Last seen", value: lastSeenCell(member, new Date(), staff.firm) },
  ];
  const others = (await staffChoices(staff.actor)).filter((one) => one.id !== member.id);
  return (
    <StaffPage staff={staff} current="staff">
      <AdminHead title={member.name} person={member.name} crumbs={[{ label: "Staff", href: "/admin/staff" }]}>
        {mayEnd.ok && !member.deactivatedAt ? (
          <ButtonLink href={`${here}?dialog=deactivate`} look="danger">
            Deactivate
          </ButtonLink>
        ) : null}
        {may.ok && member.deactivatedAt ? (
          <ButtonLink href={`${here}?dialog=reactivate`} look="primary">
            Reactivate
          </ButtonLink>
        ) : null}
      </AdminHead>
      <div className="pane">
        {member.deactivatedAt ? (
          <Note kind="plain">
            Deactivated on {longDayOf(member.deactivatedAt, staff.firm)}. Nothing they wrote or sent is lost;
            they cannot sign in.
          </Note>
        ) : null}
        {asked.saved && !member.deactivatedAt ? (
          <Note kind="good" live>
            Saved. {member.name} has the role {shortRole[member.role].toLowerCase()} from the next click on.
          </Note>
        ) : null}
        {asked.card ? (
          <Note kind="good" live>
            Saved. Clients read the new card from their next page on.
          </Note>
        ) : null}
        {asked.invited && isInvited ? (
          <Note kind="good" live>
            The invitation is on its way to {member.email}.
          </Note>
        ) : null}
        <div className="two">
          <Block title="Staff member">
            <Kv rows={facts} />
            {member.deactivatedAt ? null : (
              <p className="after">
                <ButtonLink href={`${here}/card`} size="sm">
                  Change the card that clients read
                </ButtonLink>
              </p>
            )}
            {isInvited && may.ok ? (
              <div className="after">
                <DeedButton
                  deed={{
                    action: sendInvitationAgain,
                    fields: { staff_id: member.id },
                    label: "Send the invitation again",
                    busyLabel: "Sending …",
                  }}
                  about={member.name}
                />
              </div>
            ) : null}
          </Block>
          {member.deactivatedAt ? null : (
            <Block title="Role">
              {may.ok ? (
                <RoleForm
                  member={{ id: member.id, role: member.role }}
                  owns={staff.actor.role === "owner"}
                  // a dialog over the page asks by itself, once
                  proof={asked.dialog ? { ...proof, due: false } : proof}
                  key={member.role}
                />
              ) : (
                <p className="soft">{may.reason}</p>
              )}
            </Block>
          )}
        </div>
        <FactorsBlock
          staff={staff}
          member={member}
          here={here}
          proof={proof}
          asks={asked.dialog === "factors"}
          reset={asked.reset !== undefined}
        />
      </div>
      {asked.dialog === "deactivate" && mayEnd.ok && !member.deactivatedAt ? (
        <DeactivateDialog member={member} others={others} here={here} proof={proof} />
      ) : null}
      {asked.dialog === "reactivate" && may.ok && member.deactivatedAt ? (
        <ReactivateDialog member={member} here={here} proof={proof} />
      ) : null}
    </StaffPage>
  );
}
