import { Block, None } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import type { LinkOf, VisitOf } from "@/lib/devices/queries";
import { deviceInWords } from "@/lib/devices/rules";
import { plural } from "@/lib/format";
import { momentCell, momentWords } from "../../when-words";
import { fromInWords } from "./devices-block";
import { linkInWords } from "./link-words";
import type { OfContact } from "./tab";

const linkColumns = [
  { label: "Link in" },
  { label: "Mailed", width: "w-[11rem]" },
  { label: "Opened", width: "w-[16rem]" },
  { label: "Looked at by", width: "w-[13rem]" },
];

function LinkState({ link, seen: { now, place } }: { link: LinkOf; seen: OfContact }) {
  if (link.claimedAt) {
    const on =
      link.browser && link.system ? deviceInWords({ browser: link.browser, system: link.system }) : "";
    return (
      <>
        {momentCell(link.claimedAt, now, place)}
        <span className="t2">{on}</span>
      </>
    );
  }
  if (link.revokedAt) return <Status kind="mute">Closed {momentWords(link.revokedAt, now, place)}</Status>;
  return <Status kind="mute">{link.old ? "Never, over 30 days old" : "Not yet"}</Status>;
}

/** The newest links mailed to the contact: what became of each; the link itself is shown to nobody (A1). */
export function LinksBlock({ seen, links }: { seen: OfContact; links: LinkOf[] }) {
  if (links.length === 0) return null;
  return (
    <Block title="Links" count={links.length}>
      <Table caption="Links" columns={linkColumns}>
        {links.map((link) => (
          <tr key={link.id}>
            <TitleCell
              title={link.purpose === "access" ? "Access link" : "Request"}
              sub={link.purpose === "access" ? undefined : (link.requestTitle ?? undefined)}
            />
            <Cell label="Mailed">{momentCell(link.issuedAt, seen.now, seen.place)}</Cell>
            <Cell label="Opened">
              <LinkState link={link} seen={seen} />
            </Cell>
            <Cell label="Looked at by" className={link.people + link.machines === 0 ? "nil" : undefined}>
              {countsInWords(link)}
            </Cell>
          </tr>
        ))}
      </Table>
    </Block>
  );
}

function countsInWords({ people, machines }: { people: number; machines: number }): string {
  if (people + machines === 0) return "Nobody";
  return [
    people > 0 ? plural(people, "person", "people") : "",
    machines > 0 ? plural(machines, "machine") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

const visitColumns = [
  { label: "Who" },
  { label: "When", width: "w-[11rem]" },
  { label: "Link in", width: "w-[16rem]" },
  { label: "Address", width: "w-[13rem]" },
];

/** Who looked at which link when; mail scanners are told apart by a written rule, and folded into one line (A3, A12). */
export function VisitsBlock({ seen, visits }: { seen: OfContact; visits: VisitOf[] }) {
  const people = visits.filter(({ visitor }) => visitor === "person");
  const machines = visits.filter(({ visitor }) => visitor === "machine");
  return (
    <Block title="Visits of links" count={people.length || undefined}>
      {visits.length === 0 ? (
        <None>No link was looked at yet.</None>
      ) : (
        <>
          {people.length === 0 ? (
            <None>No person looked at a link yet.</None>
          ) : (
            <Table caption="Visits of links" columns={visitColumns}>
              {people.map((visit) => (
                <VisitLine key={visit.id} visit={visit} seen={seen} />
              ))}
            </Table>
          )}
          {machines[0] ? (
            <details className="donefold">
              <summary>
                {plural(machines.length, "visit")} by machines, the last{" "}
                {momentWords(machines[0].at, seen.now, seen.place)}
              </summary>
              <Table caption="Visits by machines" columns={visitColumns}>
                {machines.map((visit) => (
                  <VisitLine key={visit.id} visit={visit} seen={seen} />
                ))}
              </Table>
            </details>
          ) : null}
          <p className="soft tiny after">
            A machine is a mail scanner or a preview: it names itself one, names no language or fetches ahead.
            It opens nothing.
          </p>
        </>
      )}
    </Block>
  );
}

function VisitLine({ visit, seen }: { visit: VisitOf; seen: OfContact }) {
  const { now, place } = seen;
  const machine = visit.visitor === "machine";
  const from = fromInWords(visit, place);
  return (
    <tr>
      <TitleCell
        title={machine ? "A machine" : "A person"}
        sub={machine ? `It ${said(visit.reason)}` : visit.browser}
      />
      <Cell>{momentCell(visit.at, now, place)}</Cell>
      <Cell phone="off">
        <span className="t2">
          {linkInWords({ purpose: visit.linkPurpose, issuedAt: visit.linkIssuedAt }, seen)}
        </span>
      </Cell>
      <Cell phone="end">
        <span className="t2" title={from}>
          {from}
        </span>
      </Cell>
    </tr>
  );
}

const reasons: Record<string, string> = {
  "asked for headers only": "asked for headers only",
  "fetched ahead": "fetched the page ahead",
  "no browser named": "named no browser",
  "names itself a program": "names itself a program",
  "no language": "named no language",
  "not a page visit": "did not open it as a page",
};

const said = (reason: string): string => reasons[reason] ?? `is told by: ${reason}`;
