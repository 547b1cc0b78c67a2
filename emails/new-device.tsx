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

export type NewDeviceProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** "Chrome on Android, United Kingdom". */
  device: string;
  /** "10:42 on Saturday 21 November 2026". */
  at: string;
  link: string;
};

/** Tells a contact that a link of theirs opened a new device, with a link that signs it out (A15). */
export function newDevice({ colours, firm, link, ...props }: NewDeviceProps): Letter {
  const firmName = oneLine(firm.name);
  const device = oneLine(props.device);
  const subject = `A new device opened your requests at ${firmName}`;
  const preheader = `${device}. Was it you? Then there is nothing to do.`;
  const heading = "A new device opened your requests";
  const what = `${device}, at ${oneLine(props.at)}.`;
  const you = "Was it you? Then there is nothing to do. The device stays in for 30 days.";
  const notYou = "Not you? Sign the device out, then tell us.";
  const opens = "and asks once more before it signs that device out. Your other devices stay in.";
  const why = `You get this because a mailed link to your requests at ${firmName} was opened.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              <b>{what}</b>
            </p>
            <p className="l-ink" style={styles.text}>
              {you}
            </p>
            <p className="l-ink" style={styles.text}>
              {notYou}
            </p>
            <LetterButton href={link} label="It was not me" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, {opens}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      what,
      you,
      notYou,
      `It was not me:\n${link}`,
      `Opens ${hostOf(link)}, ${opens}`,
      plainFoot(why, firm),
    ]),
  };
}
