import type { Metadata } from "next";
import { AdminHead } from "@/components/admin/page-head";
import { StaffPage } from "../../../staff-page";
import { ownSignIn } from "../own";
import { PasskeyAdd } from "./passkey-add";

export const metadata: Metadata = { title: "Make a passkey" };

/** Adds a passkey of the device in hand, or a security key (F4). */
export default async function NewPasskeyPage() {
  const { staff, proof } = await ownSignIn();
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead
        title="Make a passkey"
        crumbs={[{ label: "Your sign-in", href: "/admin/settings/sign-in" }]}
      />
      <div className="pane">
        <p className="soft">
          With a passkey you sign in as you unlock this device: by finger, face or PIN, without a mail. It
          works at {new URL(staff.host).hostname}.
        </p>
        <PasskeyAdd proof={proof} />
      </div>
    </StaffPage>
  );
}
