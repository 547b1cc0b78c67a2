import type { Metadata } from "next";
import { DeviceRow, DeviceRows, LinkRow, LockRow } from "@/components/portal/device-rows";
import { PageHead, Section } from "@/components/portal/page-head";
import { Fold } from "@/components/portal/work-sheet";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { asOf } from "@/lib/actions";
import { devicesOf, linksOf, type DeviceOf } from "@/lib/devices/queries";
import { deviceGlyph, deviceInWords } from "@/lib/devices/rules";
import { plural } from "@/lib/format";
import { ClientPage, homeOf, signedIn } from "../portal-page";
import { signOutOne } from "./actions";
import { factorsDone, LoginSecurity } from "./login-security";
import { Question } from "./question";
import { deviceLines, linkLines, linkName, techniqueOf, type Seen } from "./words";

export const metadata: Metadata = { title: "Your devices" };

type Props = { searchParams: Promise<{ sure?: string; done?: string; problem?: string }> };

const done = new Map(
  Object.entries({
    one: "That device is signed out. It shows nothing of yours from its next click on.",
    others: "All other devices are signed out. This one stays in.",
    devices: "All devices are signed out. You stay logged in here.",
    ...factorsDone,
  }),
);
const problems = new Map(
  Object.entries({
    missing: "That device was not in the list any more, so nothing was changed. What is in stands below.",
    limit: "That was very many changes at once. Wait a minute, then go on.",
  }),
);
const daysShown = 90;
const linksShown = 10;

/** "Your devices" (A16): where this contact is in, and the links that were opened; each can be signed out. */
export default async function DevicesPage({ searchParams }: Props) {
  const asked = await searchParams;
  const { firm, visitor } = await signedIn("/devices");
  const { actor } = visitor;
  const seen: Seen = { now: new Date(), place: firm };
  const all = await devicesOf(actor, actor.contactId, daysShown);
  const here = all.filter(({ id }) => id === actor.deviceId);
  const others = all.filter(({ id, live }) => live && id !== actor.deviceId);
  const ended = all.filter(({ live }) => !live);
  const links = (await linksOf(actor, actor.contactId))
    .filter(({ claimedAt, people, machines }) => claimedAt !== null || people + machines > 0)
    .slice(0, linksShown);
  const as = asOf(actor);
  const which =
    asked.sure === "all" || (asked.sure === "others" && others.length > 0) ? asked.sure : undefined;
  const list =
    here.length + others.length > 0 ? (
      <DeviceRows label="Open devices">
        {here.map((device) => (
          <DeviceRow
            key={device.id}
            name={deviceInWords(device)}
            icon={deviceGlyph(device)}
            here
            lines={deviceLines(device, seen)}
          >
            <form method="post" action="/sign-out">
              <input type="hidden" name="as" value={as} />
              <Button aria-label="Sign out on this device">Sign out</Button>
            </form>
          </DeviceRow>
        ))}
        {others.map((device) => (
          <OtherDevice key={device.id} as={as} device={device} seen={seen} />
        ))}
      </DeviceRows>
    ) : null;
  const login = actor.via === "login";
  const said = done.get(login && asked.done === "others" ? "devices" : (asked.done ?? ""));
  const problem = problems.get(asked.problem ?? "");
  return (
    <ClientPage firm={firm} visitor={visitor} current="devices">
      <PageHead title="Your devices" back={{ href: homeOf(visitor), label: "All requests" }}>
        {login
          ? "How you log in, and the devices that a mailed link has opened."
          : others.length === 0
            ? "Your requests are open on this device only."
            : `Your requests are open on ${plural(others.length + 1, "device")}.`}{" "}
        Each stays open for 30 days from the day you opened it there. Sign out any that you do not know or no
        longer use.
      </PageHead>
      {said ? (
        <Note kind="good" live>
          {said}
        </Note>
      ) : null}
      {problem ? (
        <Note kind="late" live>
          {problem}
        </Note>
      ) : null}
      <LoginSecurity actor={actor} seen={seen} />
      {which ? <Question as={as} which={which} login={login} /> : null}
      {list && login ? <Section title="Devices that a mailed link has opened">{list}</Section> : list}
      {which ? null : (
        <p className="btn-row after">
          {others.length > 0 ? (
            <ButtonLink href="/devices?sure=others">
              {login ? "Sign out all devices" : "Sign out all other devices"}
            </ButtonLink>
          ) : null}
          <ButtonLink href="/devices?sure=all" look="danger">
            Sign out everywhere
          </ButtonLink>
        </p>
      )}
      {login || firm.securityMode === "link" ? null : (
        <p className="soft small after">
          You have a login? Where it is logged in is shown here once you{" "}
          <a href="/login?with=password&to=/devices">log in</a>.
        </p>
      )}
      {list ? <Technique devices={[...here, ...others]} seen={seen} /> : null}
      {ended.length > 0 ? (
        <section className="sheet work past" aria-label="Devices no longer open">
          <Fold label={`No longer open, last ${daysShown} days`} end={plural(ended.length, "device")}>
            <ul className="devs">
              {ended.map((device) => (
                <DeviceRow
                  key={device.id}
                  name={deviceInWords(device)}
                  icon={deviceGlyph(device)}
                  lines={deviceLines(device, seen)}
                />
              ))}
            </ul>
          </Fold>
        </section>
      ) : null}
      {links.length > 0 ? (
        <section className="sheet work past" aria-label="Links we mailed you">
          <Fold label="Links we mailed you, and when they were opened" end={plural(links.length, "link")}>
            <ul className="devs">
              {links.map((link) => (
                <LinkRow key={link.id} name={linkName(link)} lines={linkLines(link, seen)} />
              ))}
            </ul>
            <p className="soft small fold-p">
              Many mail providers look at links before you do. Such a look opens nothing.
            </p>
          </Fold>
        </section>
      ) : null}
    </ClientPage>
  );
}

/** What keeps a device safe, for those who ask: folded, below what everybody needs. */
function Technique({ devices, seen }: { devices: DeviceOf[]; seen: Seen }) {
  return (
    <section className="sheet work past" aria-label="How devices are kept safe">
      <Fold label="How we keep these devices safe">
        <ul className="devs">
          {devices.map((device) => {
            const { name, words } = techniqueOf(device, seen);
            return <LockRow key={device.id} name={name} lines={[words]} />;
          })}
        </ul>
        <p className="soft small fold-p">
          What is locked to its own browser cannot be used from anywhere else, not even by somebody who copies
          that browser’s data. Some browsers cannot do that: sign those out when you no longer use them.
        </p>
      </Fold>
    </section>
  );
}

function OtherDevice({ as, device, seen }: { as: string; device: DeviceOf; seen: Seen }) {
  const name = deviceInWords(device);
  return (
    <DeviceRow name={name} icon={deviceGlyph(device)} lines={deviceLines(device, seen)}>
      <form action={signOutOne}>
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="device_id" value={device.id} />
        <Button aria-label={`Sign out ${name}`}>Sign out</Button>
      </form>
    </DeviceRow>
  );
}
