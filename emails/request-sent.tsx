import { LetterButton, LetterList, LetterPage } from "@/emails/parts/letter-page";
import {
  counted,
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
} from "@/emails/parts/letter-look";
import { plainFoot, plainSender } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type RequestSentProps = {
  colours: LetterColours;
  firm: LetterFirm;
  sender: LetterSender;
  /** How the reader is greeted: "Margaret". */
  firstName: string;
  clientName: string;
  requestTitle: string;
  /** `long` is "Friday 27 November 2026", `short` "27 November". */
  due?: { long: string; short: string } | undefined;
  /** What the sender wrote above the list. */
  note?: string | undefined;
  tasks: { title: string; hint?: string | undefined }[];
  link: string;
};

/** A request to a client: what is needed and by when, as a list, and one button. */
export function requestSent(props: RequestSentProps): Letter {
  const { colours, firm, sender, note, link } = props;
  const [firstName, client, title] = [props.firstName, props.clientName, props.requestTitle].map(oneLine) as [
    string,
    string,
    string,
  ];
  const tasks = props.tasks.map((task) => ({
    title: oneLine(task.title),
    hint: task.hint && oneLine(task.hint),
  }));
  const many = tasks.length !== 1;
  const things = counted(tasks.length, "thing");
  const due = props.due && { long: oneLine(props.due.long), short: oneLine(props.due.short) };
  const them = many ? "them" : "it";
  const subject = `${title}: ${things} needed${due ? ` by ${due.short}` : ""}`;
  const preheader = `${things}${due ? `, by ${due.long}` : ""}. No password needed.`;
  const heading = `Hello ${firstName}, I need ${things} for “${title}”`;
  const why = `You get this because you are the contact of ${client} at ${oneLine(firm.name)}.`;
  const opens =
    "no password. The link becomes yours on the first device you use; on another one, press “Send access link” there.";
  const isFor = many ? "They are for" : "It is for";
  return {
    subject,
    preheader,
    html: (
      <LetterPage
        colours={colours}
        firm={firm}
        subject={subject}
        preheader={preheader}
        sender={sender}
        why={why}
      >
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {isFor} <b>{client}</b>
              {due ? (
                <>
                  , and I need {them} by <b>{due.long}</b>
                </>
              ) : null}
              .
            </p>
            {note ? (
              <p className="l-ink" style={{ ...styles.text, whiteSpace: "pre-line" }}>
                {note}
              </p>
            ) : null}
            <LetterList items={tasks} styles={styles} />
            <LetterButton href={link} label="Open my requests" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, {opens}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${isFor} ${client}${due ? `, and I need ${them} by ${due.long}` : ""}.`,
      note,
      tasks.map((task, at) => `${at + 1}. ${task.title}${task.hint ? `\n   ${task.hint}` : ""}`).join("\n"),
      `Open my requests:\n${link}`,
      `Opens ${hostOf(link)}, ${opens}`,
      plainSender(sender, firm),
      plainFoot(why, firm),
    ]),
  };
}
