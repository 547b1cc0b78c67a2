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

export type GuestAskedProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** The contact, by whole name. */
  askedBy: string;
  /** The staff member whose work it is. */
  accountant: string;
  taskTitle: string;
  /** "Monday 21 December 2026". */
  endsOn: string;
  link: string;
};

/** Asks somebody whom a contact named to answer one task (A18). */
export function guestAsked({ colours, firm, link, ...props }: GuestAskedProps): Letter {
  const [firmName, askedBy] = [oneLine(firm.name), oneLine(props.askedBy)];
  const accountant = oneLine(props.accountant);
  const subject = `${askedBy} asks you to answer one thing for ${firmName}`;
  const preheader = oneLine(props.taskTitle);
  const heading = `${askedBy} asks for your help`;
  const what = `${firmName}${accountant ? `, where ${accountant} does the work,` : ""} needs this from ${askedBy}, who would like you to answer it:`;
  const opens = `for this one thing only, on one device, until ${oneLine(props.endsOn)}. No password, nothing to install.`;
  const doubt = `Not sure? Ask ${askedBy} by telephone before you open it. Not for you? Do nothing.`;
  const why = `You get this because ${askedBy} gave ${firmName} your address for this. It is used for nothing else.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {what}
            </p>
            <p className="l-ink" style={styles.text}>
              <b>{oneLine(props.taskTitle)}</b>
            </p>
            <LetterButton href={link} label="See what is asked" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, {opens} {doubt}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      what,
      oneLine(props.taskTitle),
      `See what is asked:\n${link}`,
      `Opens ${hostOf(link)}, ${opens}\n${doubt}`,
      plainFoot(why, firm),
    ]),
  };
}
