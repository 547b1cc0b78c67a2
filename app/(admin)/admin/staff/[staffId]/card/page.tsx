import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminHead } from "@/components/admin/page-head";
import { isId } from "@/lib/ids";
import { cardOf } from "@/lib/staff/card";
import { CardForm } from "../../../card-form";
import { StaffPage } from "../../../staff-page";
import { changeCard } from "../../actions";
import { signedInManager } from "../../signed-in-manager";

export const metadata: Metadata = { title: "Card" };

/** A colleague's name, title and telephone number as clients read them, for owner and admin. */
export default async function MemberCardPage({ params }: { params: Promise<{ staffId: string }> }) {
  const { staffId } = await params;
  const staff = await signedInManager();
  const card = isId(staffId) ? await cardOf(staff.actor, staffId) : undefined;
  if (!card) notFound();
  const crumbs = [
    { label: "Staff", href: "/admin/staff" },
    { label: card.name, href: `/admin/staff/${staffId}` },
  ];
  return (
    <StaffPage staff={staff} current="staff">
      <AdminHead title="Card that clients read" crumbs={crumbs} />
      <div className="pane">
        <CardForm
          action={changeCard}
          staffId={staffId}
          card={card}
          firm={{ name: staff.firm.name, phone: staff.firm.phone, officeHours: staff.firm.officeHours }}
          cancelHref={`/admin/staff/${staffId}`}
        />
      </div>
    </StaffPage>
  );
}
