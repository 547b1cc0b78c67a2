import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { pageVisitor } from "@/lib/access/session";
import { DoorCard } from "../door-card";
import { portalFirm } from "../portal-page";

type Props = { searchParams: Promise<{ problem?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: (await searchParams).problem === "email" ? "Error: Log in" : "Log in" };
}

/** The way in for a browser without a device; one that is in goes straight in. */
export default async function LoginPage({ searchParams }: Props) {
  const firm = await portalFirm();
  if ((await pageVisitor())?.visitor) redirect("/");
  return <DoorCard firm={firm} problem={(await searchParams).problem ?? ""} />;
}
