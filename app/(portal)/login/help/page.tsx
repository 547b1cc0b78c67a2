import type { Metadata } from "next";
import { AddressCard, metadataOf } from "../address-card";
import { portalFirm } from "../../portal-firm";

type Props = { searchParams: Promise<{ problem?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return metadataOf("Get help signing in", (await searchParams).problem);
}

/** "Get help signing in" (L5): a reset link for a login, and how to make one where there is none. */
export default async function HelpPage({ searchParams }: Props) {
  const firm = await portalFirm();
  return (
    <AddressCard
      firm={firm}
      title="Get help signing in"
      lede={<>Type the address that {firm.name} writes to. We mail you a link that sets a new password.</>}
      action="/login/help/send"
      problem={(await searchParams).problem}
    >
      <p className="soft after">
        Or leave the password alone: <a href="/login">let us email you a link</a> that opens your requests.
      </p>
    </AddressCard>
  );
}
