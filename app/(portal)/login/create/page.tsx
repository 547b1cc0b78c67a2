import type { Metadata } from "next";
import { AddressCard, metadataOf } from "../address-card";
import { portalFirm } from "../../portal-firm";

type Props = { searchParams: Promise<{ problem?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return metadataOf("Create account", (await searchParams).problem);
}

/** "Create account" (L3): the address first; the password is chosen behind the mailed link, so that nobody plants one. */
export default async function CreatePage({ searchParams }: Props) {
  const firm = await portalFirm();
  return (
    <AddressCard
      firm={firm}
      title="Create account"
      lede={
        <>
          Type the address that {firm.name} writes to. We mail you a link, and behind it you choose a
          password.
        </>
      }
      action="/login/create/send"
      problem={(await searchParams).problem}
    >
      <p className="soft after">
        You need no account to send documents: the links in our mails work without one. With one you can also
        download them.
      </p>
    </AddressCard>
  );
}
