import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageHead } from "@/components/portal/page-head";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { errorTitle } from "@/components/ui/error-title";
import { TextField } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import type { Firm } from "@/lib/access/host";
import { currentMode } from "@/lib/logins/queries";
import { LinksOnly } from "../door-card";
import { DoorPage } from "../door-page";
import { pressProblem } from "../../press-problem";
import { typedBefore } from "./typed";

const notAnAddress = "Write an email address, like name@example.com.";
const late = new Map(
  Object.entries({
    limit: "That was asked for very often from here just now. Wait a few minutes, then ask again.",
  }),
);

export const metadataOf = (title: string, problem: string | undefined): Metadata => ({
  title: errorTitle(title, problem === "email"),
});

type AddressCardProps = {
  firm: Firm;
  title: string;
  lede: ReactNode;
  action: string;
  problem: string | undefined;
  children: ReactNode;
};

/** One address, to which a link that sets a password is mailed. */
export async function AddressCard({ firm, title, lede, action, problem = "", children }: AddressCardProps) {
  if ((await currentMode(firm.id)) === "link") return <LinksOnly firm={firm} says />;
  const said = (await pressProblem(problem)) ?? late.get(problem);
  const error = problem === "email" ? notAnAddress : undefined;
  return (
    <DoorPage firm={firm}>
      {error ? <ErrorSummary errors={[{ fieldId: "email", message: error }]} /> : null}
      {said ? <Note kind="late">{said}</Note> : null}
      <PageHead title={title} back={{ href: "/login", label: "Log in" }}>
        {lede}
      </PageHead>
      <form method="post" action={action} noValidate>
        <TextField
          id="email"
          label="Email address"
          hint={`The one ${firm.name} writes to`}
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          defaultValue={await typedBefore(problem)}
          error={error}
        />
        <Button look="primary" size="big" wide>
          Email me a link
        </Button>
      </form>
      {children}
    </DoorPage>
  );
}
