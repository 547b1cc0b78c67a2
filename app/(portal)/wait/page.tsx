import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CheckEmailCard } from "@/components/portal/access-link-card";
import { lastAsk } from "@/lib/access/send-access-link";
import { clientTokens } from "@/lib/access/session";
import { timeOf } from "@/lib/format";
import { DoorPage, portalFirm } from "../portal-page";

export const metadata: Metadata = { title: "Check your email" };

/** After "Send access link": where to look, and what to do when nothing comes. The same for every address (A8). */
export default async function WaitPage() {
  const firm = await portalFirm();
  const ask = await lastAsk(firm.id, (await clientTokens()).browser);
  if (!ask) redirect("/login");
  return (
    <DoorPage firm={firm}>
      <CheckEmailCard
        firm={{ name: firm.name, phone: firm.phone || undefined }}
        at={timeOf(ask.askedAt, firm)}
        address={ask.maskedEmail}
        again="/login"
      />
    </DoorPage>
  );
}
