import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { Note } from "@/components/ui/note";
import { cardOf } from "@/lib/staff/card";
import { CardForm } from "../../card-form";
import { signedInStaff, StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { saveCard } from "./actions";

export const metadata: Metadata = { title: "Your card" };

type Props = { searchParams: Promise<{ saved?: string }> };

/** Settings › Your card: the name, title and telephone number that clients read beside what one asks of them. */
export default async function OwnCardPage({ searchParams }: Props) {
  const [asked, staff] = [await searchParams, await signedInStaff()];
  const card = await cardOf(staff.actor, staff.actor.staffId);
  if (!card) notFound();
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead title="Your card" />
      <SettingsTabs role={staff.actor.role} current="card" />
      <div className="pane">
        {asked.saved ? (
          <Note kind="good" live>
            Saved. Clients read the new card from their next page on.
          </Note>
        ) : null}
        <CardForm
          key={JSON.stringify(card)}
          action={saveCard}
          staffId={staff.actor.staffId}
          card={card}
          firm={{ name: staff.firm.name, phone: staff.firm.phone, officeHours: staff.firm.officeHours }}
        />
      </div>
    </StaffPage>
  );
}
