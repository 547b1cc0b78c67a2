import type { Metadata } from "next";
import { errorTitle } from "@/components/ui/error-title";
import { redirect } from "next/navigation";
import { mustProve } from "@/lib/access/device-key";
import { insidePath, provePath } from "@/lib/access/public-post";
import { clientTokens, pageVisitor } from "@/lib/access/session";
import { DoorCard } from "../door-card";
import { portalFirm } from "../portal-firm";

type Asked = Partial<Record<"problem" | "said" | "with" | "to" | "key", string>>;
type Props = { searchParams: Promise<Asked> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { problem } = await searchParams;
  return { title: errorTitle("Log in", problem === "email" || problem === "wrong") };
}

/** The login page (L1). Who is in goes straight in; a device that asks for the login gets it (L2). */
export default async function LoginPage({ searchParams }: Props) {
  const asked = await searchParams;
  const firm = await portalFirm();
  const visitor = (await pageVisitor())?.visitor;
  const wantsLogin = asked.with === "password";
  if (visitor && (visitor.login ?? !wantsLogin)) redirect("/");
  const come = !visitor && !asked.problem && !asked.said && !asked.key && asked.with !== "address";
  if (come && (await mustProve(firm.id, await clientTokens())))
    redirect(provePath(wantsLogin ? "/login?with=password" : "/login"));
  return (
    <DoorCard
      firm={firm}
      problem={asked.problem}
      said={asked.said === "set" ? "set" : undefined}
      to={insidePath(asked.to ?? null)}
      loginOnly={wantsLogin}
      byAddress={asked.with === "address"}
      isIn={visitor !== undefined}
      asksForLogin
    />
  );
}
