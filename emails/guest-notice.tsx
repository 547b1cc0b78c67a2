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

export type GuestNoticeProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** Who was asked, as the contact typed it. */
  guestEmail: string;
  taskTitle: string;
  /** "10:42 on Saturday 21 November 2026, in Chrome on Windows". */
  at: string;
  /** "Monday 21 December 2026". */
  endsOn: string;
  link: string;
};

/** Tells a contact that somebody else was asked to answer a task in its place, and how to stop it (A18). */
export function guestNotice({ colours, firm, link, ...props }: GuestNoticeProps): Letter {
  const [firmName, guest, title] = [oneLine(firm.name), oneLine(props.guestEmail), oneLine(props.taskTitle)];
  const subject = `Somebody else can answer one thing for you at ${firmName}`;
  const preheader = `${guest}: ${title}`;
  const heading = `${oneLine(props.firstName)}, somebody else can answer one thing for you`;
  const who = `${guest} got a link to answer this in your place, until ${oneLine(props.endsOn)}:`;
  const asked = `It was asked for at ${oneLine(props.at)}. Was it you? Then there is nothing to do.`;
  const call = firm.phone ? `call us on ${firm.phone}` : "call us";
  const notYou = `Not you? Press Stop access beside the address, then Sign out everywhere under Your devices, and ${call}.`;
  const opens = "and shows whom you asked. You can stop the access there at any time.";
  const why = `You get this because somebody was asked to answer for you at ${firmName}.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {who}
            </p>
            <p className="l-ink" style={styles.text}>
              <b>{title}</b>
            </p>
            <p className="l-ink" style={styles.text}>
              {asked} {notYou}
            </p>
            <LetterButton href={link} label="See whom you asked" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, {opens}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      who,
      title,
      `${asked}\n${notYou}`,
      `See whom you asked:\n${link}`,
      `Opens ${hostOf(link)}, ${opens}`,
      plainFoot(why, firm),
    ]),
  };
}
