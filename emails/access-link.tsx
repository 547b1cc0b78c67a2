import { LetterButton, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
} from "@/emails/parts/letter-look";
import { plainFoot, plainSender } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type AccessLinkProps = {
  colours: LetterColours;
  firm: LetterFirm;
  sender?: LetterSender | undefined;
  firstName: string;
  /** When it was asked for: "10:42 on Saturday 21 November 2026". */
  askedAt: string;
  link: string;
  /** Six digits, for the screen that asked. */
  code: string;
};

/** The link that somebody asked for with "Send access link". It says no word of what is inside. */
export function accessLink({
  colours,
  firm,
  sender,
  askedAt,
  link,
  code,
  ...props
}: AccessLinkProps): Letter {
  const firstName = oneLine(props.firstName);
  const firmName = oneLine(firm.name);
  const subject = `Your access link for ${firmName}`;
  const preheader = "Open it on the device you asked from. No password needed.";
  const heading = `Hello ${firstName}, here is your link`;
  const asked = `Somebody asked for it at ${oneLine(askedAt)}, with this address.`;
  const opens = "no password. It works on the first device that opens it, for 30 days.";
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const type = "Asked on another screen? Type this code there, within 10 minutes:";
  const secret = "Type it only where you asked yourself. We never ask you for it.";
  const ignore = "You did not ask for it? Do nothing: it opens only from this mail.";
  const why = `You get this because a link to your requests at ${firmName} was asked for.`;
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
              {asked}
            </p>
            <LetterButton href={link} label="Open my requests" styles={styles} />
            <p className="l-ink" style={styles.text}>
              {type} <b style={styles.nowrap}>{spaced}</b>
              <br />
              {secret}
            </p>
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, {opens} {ignore}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      asked,
      `Open my requests:\n${link}`,
      `${type} ${spaced}\n${secret}`,
      `Opens ${hostOf(link)}, ${opens}\n${ignore}`,
      sender && plainSender(sender, firm),
      plainFoot(why, firm),
    ]),
  };
}
