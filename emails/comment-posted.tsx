import { LetterButton, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
} from "@/emails/parts/letter-look";
import { plainFoot } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type CommentPostedProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** The work owner, who is mailed. */
  firstName: string;
  contactName: string;
  clientName: string;
  workTitle: string;
  /** Absent where the comment is on the work item itself. */
  taskTitle?: string | undefined;
  /** The work item on the staff side. */
  link: string;
};

/** A client's comment, to the work owner. */
export function commentPosted({ colours, firm, link, ...props }: CommentPostedProps): Letter {
  const names = [props.firstName, props.contactName, props.clientName, props.workTitle];
  const [firstName, contact, client, work] = names.map(oneLine) as [string, string, string, string];
  const about = oneLine(props.taskTitle ?? props.workTitle);
  const subject = `${contact} wrote: ${about}`;
  const preheader = `${client}, ${work}`;
  const heading = `Hello ${firstName}, ${contact} wrote on “${about}”`;
  const why = `You get this because you are the work owner of ${work} for ${client}.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-soft" style={{ ...styles.small, margin: "0 0 14px" }}>
              {client} · {work}
            </p>
            <LetterButton href={link} label="Read and answer" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>. An answer to this mail does not reach the client.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${client} · ${work}`,
      `Read and answer:\n${link}`,
      "An answer to this mail does not reach the client.",
      plainFoot(why, firm),
    ]),
  };
}
