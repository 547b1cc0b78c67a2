import { DeviceRow, DeviceRows } from "@/components/portal/device-rows";
import { Section } from "@/components/portal/page-head";
import { Button, ButtonLink } from "@/components/ui/button";
import type { ContactActor } from "@/lib/access/actor";
import { asOf } from "@/lib/actions";
import { deviceGlyph, deviceInWords } from "@/lib/devices/rules";
import { factorsOf, loginSessionsOf, type FactorsOf } from "@/lib/factors/queries";
import { recoveryCodeCount } from "@/lib/factors/rules";
import { longDayOf, whenOf } from "@/lib/format";
import { endLogin } from "./factor-actions";
import { rpIdHere } from "../login/here";
import type { Seen } from "./words";

/** What came of a change, above the page. */
export const factorsDone = {
  password:
    "Your password is changed. You are logged out everywhere but here; devices that a mailed link opened stay in.",
  app_off:
    "The authenticator app and its recovery codes are removed. You are logged out everywhere but here.",
  passkey:
    "The passkey is made. From now on it logs you in, here and wherever your device keeps it. You are logged out everywhere else.",
  named: "The passkey has its new name.",
  passkey_off: "The passkey is removed. You are logged out everywhere but here.",
  login_off: "That browser is logged out.",
};

/** "Log-in and security": password, app, recovery codes, passkeys, and where one is logged in; for whoever is logged in only. */
export async function LoginSecurity({ actor, seen }: { actor: ContactActor; seen: Seen }) {
  const factors = await factorsOf(actor, actor.contactId);
  if (!factors) return null;
  return (
    <>
      <div id="login" />
      <Section title="Log-in and security">
        <DeviceRows label="How you log in">
          <Password factors={factors} seen={seen} />
          <App factors={factors} seen={seen} />
          {factors.totpSince ? (
            <DeviceRow
              name="Recovery codes"
              icon="lock"
              lines={[
                factors.codesLeft > 0
                  ? `${factors.codesLeft} of ${recoveryCodeCount} left`
                  : "None. Make some, for the day you lose your phone",
              ]}
            >
              <ButtonLink href="/devices/codes">
                {factors.codesLeft > 0 ? "Make new ones" : "Make them"}
              </ButtonLink>
            </DeviceRow>
          ) : null}
          <Passkeys factors={factors} seen={seen} rpId={await rpIdHere()} />
        </DeviceRows>
        <p className="after">
          <ButtonLink href="/devices/passkeys" icon="passkey">
            Make a passkey
          </ButtonLink>
        </p>
      </Section>
      <Sessions actor={actor} seen={seen} />
    </>
  );
}

type PartProps = { factors: FactorsOf; seen: Seen };

function Password({ factors, seen: { now, place } }: PartProps) {
  const set = factors.passwordSetAt ? `Set ${whenOf(factors.passwordSetAt, now, place)}` : "None set";
  return (
    <DeviceRow name="Password" icon="lock" lines={[`For ${factors.email}`, set]}>
      <ButtonLink
        href={factors.passwordSetAt ? "/devices/password" : "/login/help"}
        said={factors.passwordSetAt ? "Change password" : "Set one: a password"}
      >
        {factors.passwordSetAt ? "Change" : "Set one"}
      </ButtonLink>
    </DeviceRow>
  );
}

function App({ factors: { totpSince }, seen: { place } }: PartProps) {
  return (
    <DeviceRow
      name="Authenticator app"
      icon="mobile"
      lines={[
        totpSince ? `On since ${longDayOf(totpSince, place)}` : "Off. A second proof besides the password",
      ]}
    >
      <ButtonLink href="/devices/app">{totpSince ? "Remove" : "Set up"}</ButtonLink>
    </DeviceRow>
  );
}

function Passkeys({ factors, seen: { now, place }, rpId }: PartProps & { rpId: string }) {
  return factors.passkeys.map((passkey) => (
    <DeviceRow
      key={passkey.id}
      name={passkey.name}
      icon="passkey"
      lines={[
        `Passkey, made ${whenOf(passkey.createdAt, now, place)}`,
        passkey.lastUsedAt ? `Last used ${whenOf(passkey.lastUsedAt, now, place)}` : "Not used yet",
        ...(passkey.rpId === rpId ? [] : [`For ${passkey.rpId}: it does not work here. Make a new one`]),
      ]}
    >
      <ButtonLink href={`/devices/passkeys/${passkey.id}`} said={`Change passkey ${passkey.name}`}>
        Change
      </ButtonLink>
    </DeviceRow>
  ));
}

async function Sessions({ actor, seen: { now, place } }: { actor: ContactActor; seen: Seen }) {
  const sessions = await loginSessionsOf(actor);
  return (
    <Section title="Where you are logged in">
      <DeviceRows label="Where you are logged in">
        {sessions.map((session) => (
          <DeviceRow
            key={session.id}
            name={deviceInWords(session)}
            icon={deviceGlyph(session)}
            here={session.id === actor.loginSessionId}
            lines={[`Logged in ${whenOf(session.since, now, place)}`]}
          >
            {session.id === actor.loginSessionId ? null : (
              <form action={endLogin}>
                <input type="hidden" name="as" value={asOf(actor)} />
                <input type="hidden" name="session_id" value={session.id} />
                <Button aria-label={`Log out ${deviceInWords(session)}`}>Log out</Button>
              </form>
            )}
          </DeviceRow>
        ))}
      </DeviceRows>
    </Section>
  );
}
