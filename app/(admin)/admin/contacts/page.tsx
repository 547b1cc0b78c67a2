import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { firstPage, type ListParams } from "../list/first-page";
import { signedInStaff, StaffPage } from "../staff-page";
import { contactLines } from "./contact-lines";
import { ContactsList } from "./contacts-list";

export const metadata: Metadata = { title: "Contacts" };

/** The people who answer for the firm's clients. */
export default async function ContactsPage({ searchParams }: { searchParams: ListParams }) {
  const staff = await signedInStaff();
  const page = await firstPage(staff, searchParams, contactLines);
  return (
    <StaffPage staff={staff} current="contacts">
      <AdminHead title="Contacts" />
      <ContactsList {...page} />
    </StaffPage>
  );
}
