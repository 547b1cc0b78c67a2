import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { proofWanted } from "@/lib/factors/prove-again";
import { StaffPage } from "../../staff-page";
import { signedInManager } from "../signed-in-manager";
import { InviteForm } from "./invite-form";

export const metadata: Metadata = { title: "Invite staff" };

/** A new staff member is a name, an address and a role; the rest they bring themselves. */
export default async function InvitePage() {
  const staff = await signedInManager();
  return (
    <StaffPage staff={staff} current="staff">
      <AdminHead title="Invite staff" crumbs={[{ label: "Staff", href: "/admin/staff" }]} />
      <div className="pane">
        <InviteForm owns={staff.actor.role === "owner"} proof={await proofWanted(staff.actor)} />
      </div>
    </StaffPage>
  );
}
