import type { Metadata } from "next";
import { Block } from "@/components/admin/blocks";
import { AdminHead } from "@/components/admin/page-head";
import { Icon, type IconName } from "@/components/icons";
import { ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { longDayOf, whenOf } from "@/lib/format";
import { StaffPage } from "../../staff-page";
import { SettingsTabs } from "../settings-tabs";
import { ownSignIn } from "./own";

export const metadata: Metadata = { title: "Your sign-in" };

type Props = { searchParams: Promise<{ done?: string }> };

const done = new Map(
  Object.entries({
    app_off:
      "The authenticator app and its recovery codes are removed. You are signed out everywhere but here.",
    passkey:
      "The passkey is made. From now on it signs you in, without a mail. You are signed out everywhere else.",
    named: "The passkey has its new name.",
    passkey_off: "The passkey is removed. You are signed out everywhere but here.",
  }),
);

/** How a staff member signs in: mailed link, app, recovery codes, passkeys (F4). */
export default async function OwnSignInPage({ searchParams }: Props) {
  const { staff, factors } = await ownSignIn();
  const said = done.get((await searchParams).done ?? "");
  const [now, place, rpId] = [new Date(), staff.firm, new URL(staff.host).hostname];
  return (
    <StaffPage staff={staff} current="me">
      <AdminHead title="Your sign-in" />
      <SettingsTabs role={staff.actor.role} current="sign-in" />
      <div className="pane">
        {said ? (
          <Note kind="good" live>
            {said}
          </Note>
        ) : null}
        <Block title="How you sign in">
          <ul className="dl ways">
            <Way icon="mail" name="Mailed link" words={`To ${staff.email}`} />
            <Way
              icon="mobile"
              name="Authenticator app"
              words={
                factors.totpSince
                  ? `On since ${longDayOf(factors.totpSince, place)}`
                  : "Off. A second proof besides the mailed link"
              }
              link={{ href: "/admin/settings/sign-in/app", label: factors.totpSince ? "Remove" : "Set up" }}
            />
            {factors.totpSince ? (
              <Way
                icon="lock"
                name="Recovery codes"
                words={
                  factors.codesLeft > 0
                    ? `${factors.codesLeft} of ${recoveryCodeCount} left`
                    : "None. Make some, for the day you lose your phone"
                }
                link={{
                  href: "/admin/settings/sign-in/codes",
                  label: factors.codesLeft > 0 ? "Make new ones" : "Make them",
                }}
              />
            ) : null}
            {factors.passkeys.map((passkey) => (
              <Way
                key={passkey.id}
                icon="passkey"
                name={passkey.name}
                words={[
                  `Passkey, made ${whenOf(passkey.createdAt, now, place)}.`,
                  passkey.lastUsedAt
                    ? `Last used ${whenOf(passkey.lastUsedAt, now, place)}.`
                    : "Not used yet.",
                  passkey.rpId === rpId ? "" : `It works at ${passkey.rpId}, not on this address.`,
                ].join(" ")}
                link={{ href: `/admin/settings/sign-in/passkeys/${passkey.id}`, label: "Change" }}
              />
            ))}
          </ul>
          <p className="after">
            <ButtonLink href="/admin/settings/sign-in/passkeys" icon="passkey">
              Make a passkey
            </ButtonLink>
          </p>
        </Block>
      </div>
    </StaffPage>
  );
}

type WayProps = { icon: IconName; name: string; words: string; link?: { href: string; label: string } };

function Way({ icon, name, words, link }: WayProps) {
  return (
    <li>
      <Icon name={icon} className="lead" />
      <div>
        <b>{name}</b>
        <span className="d">{words}</span>
      </div>
      {link ? (
        <ButtonLink href={link.href} size="sm">
          {link.label}
          <span className="vh"> {name}</span>
        </ButtonLink>
      ) : null}
    </li>
  );
}
