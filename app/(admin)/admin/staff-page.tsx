import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AdminFrame } from "@/components/admin/admin-frame";
import { DaysOf } from "@/components/ui/day-field";
import { mayUse } from "@/lib/access/permissions";
import { pageStaff, type StaffVisitor } from "@/lib/access/staff-session";
import { calendarOf } from "@/lib/format";
import { LivePage } from "../../live-page";
import { navCounts } from "@/lib/clients/queries";

/** Who is signed in to the staff side; anybody else goes to the sign-in page. */
export async function signedInStaff(): Promise<StaffVisitor> {
  const staff = await pageStaff();
  if (!staff) redirect("/admin/sign-in");
  return staff;
}

type Place = "clients" | "contacts" | "work" | "requests" | "staff" | "settings" | "me";

/** A page of the staff side: navigation at the side, the page beside it. */
export async function StaffPage({
  staff,
  current,
  children,
}: {
  staff: StaffVisitor;
  current: Place;
  children: ReactNode;
}) {
  const { requests } = await navCounts(staff.actor);
  const href = "/admin/settings/portal";
  const settings = mayUse(staff.actor.role, "settings.write")
    ? [{ label: "Settings", href, icon: "settings" as const, current: current === "settings" }]
    : [];
  return (
    <AdminFrame
      firmName={staff.firm.name}
      staffName={staff.name}
      me={{ href: "/admin/settings/sign-in", current: current === "me" }}
      nav={[
        { label: "Clients", href: "/admin/clients", icon: "people", current: current === "clients" },
        { label: "Contacts", href: "/admin/contacts", icon: "person", current: current === "contacts" },
        { label: "Work", href: "/admin/work", icon: "work", current: current === "work" },
        {
          label: "Requests",
          href: "/admin/requests",
          icon: "requests",
          current: current === "requests",
          count: requests > 99 ? "99+" : requests,
        },
        ...(mayUse(staff.actor.role, "staff.write")
          ? [{ label: "Staff", href: "/admin/staff", icon: "person" as const, current: current === "staff" }]
          : []),
        ...settings,
      ]}
      signOut={(button) => (
        <form method="post" action="/admin/sign-out">
          {button}
        </form>
      )}
    >
      <LivePage source="/live" />
      <DaysOf calendar={calendarOf(staff.firm, new Date())}>{children}</DaysOf>
    </AdminFrame>
  );
}
