import { Block, None } from "@/components/admin/blocks";
import { Status } from "@/components/admin/status";
import { Cell, Table, TitleCell } from "@/components/admin/table";
import { plural } from "@/lib/format";
import { MailState } from "../../mail-state";
import { momentCell, momentWords } from "../../when-words";
import type { OfContact } from "./devices-block";

const kinds: Record<OfContact["contact"]["mails"][number]["kind"], string> = {
  request: "Request",
  access_link: "Access link",
  client_notice: "Comments",
  comment: "Comment",
  staff_sign_in: "Sign-in link",
};

const mailColumns = [
  { label: "Mail" },
  { label: "Written", width: "w-[11rem]" },
  { label: "State", width: "w-[45%]" },
];

/** The newest mails to a contact, and where each is. */
export function MailsBlock({ seen: { contact, now, place } }: { seen: OfContact }) {
  return (
    <Block title="Mails" count={contact.mails.length || undefined}>
      {contact.mails.length === 0 ? (
        <None>Nothing was mailed yet. A request that you send to {contact.firstName} appears here.</None>
      ) : (
        <Table caption="Mails" columns={mailColumns}>
          {contact.mails.map((mail) => (
            <tr key={mail.id}>
              <TitleCell title={kinds[mail.kind]} />
              <Cell phone="off">{momentCell(mail.createdAt, now, place)}</Cell>
              <Cell className="wrap">
                <MailState mail={mail} now={now} place={place} />
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </Block>
  );
}

const visitColumns = [
  { label: "Who" },
  { label: "When", width: "w-[11rem]" },
  { label: "Link in", width: "w-[13rem]" },
  { label: "Address", width: "w-[12rem]" },
];

function countsInWords(visits: { visitor: "person" | "machine" }[]): string | undefined {
  if (visits.length === 0) return undefined;
  const machines = visits.filter(({ visitor }) => visitor === "machine").length;
  const people = visits.length - machines;
  return `${plural(people, "by a person", "by people")}, ${plural(machines, "by a machine", "by machines")}`;
}

/** Who opened which link when; mail scanners are told apart by a written rule (A3, A12). */
export function VisitsBlock({ seen: { contact, now, place } }: { seen: OfContact }) {
  const mailOf = (linkId: string) => contact.mails.find((mail) => mail.linkId === linkId);
  return (
    <Block title="Visits of links" count={countsInWords(contact.visits)}>
      {contact.visits.length === 0 ? (
        <None>No link was opened yet.</None>
      ) : (
        <Table caption="Visits of links" columns={visitColumns}>
          {contact.visits.map((visit) => {
            const mail = mailOf(visit.linkId);
            const machine = visit.visitor === "machine";
            return (
              <tr key={visit.id}>
                <TitleCell
                  title={machine ? "A machine" : "A person"}
                  sub={machine ? `It ${said(visit.reason)}` : visit.browser}
                />
                <Cell>{momentCell(visit.at, now, place)}</Cell>
                <Cell phone="off">
                  {mail ? (
                    <span className="t2">
                      {kinds[mail.kind]}, {momentWords(mail.createdAt, now, place)}
                    </span>
                  ) : (
                    <Status kind="mute">An older mail</Status>
                  )}
                </Cell>
                <Cell phone="end" className="num">
                  {visit.ip}
                </Cell>
              </tr>
            );
          })}
        </Table>
      )}
    </Block>
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
