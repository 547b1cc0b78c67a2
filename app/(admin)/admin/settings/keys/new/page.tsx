import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { mayUse } from "@/lib/access/permissions";
import { proofWanted } from "@/lib/factors/prove-again";
import { signedInStaff, StaffPage } from "../../../staff-page";
import { KeyForm } from "./key-form";

export const metadata: Metadata = { title: "New API key" };

/** Makes a key for another program, which acts as whoever makes it (I1). */
export default async function NewKeyPage() {
  const staff = await signedInStaff();
  if (!mayUse(staff.actor.role, "settings.write")) notFound();
  return (
    <StaffPage staff={staff} current="settings">
      <AdminHead title="New API key" crumbs={[{ label: "API keys", href: "/admin/settings/keys" }]} />
      <div className="pane">
        <KeyForm name={staff.name} proof={await proofWanted(staff.actor)} />
      </div>
    </StaffPage>
  );
}
