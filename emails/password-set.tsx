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

export type PasswordSetProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** "10:42 on Saturday 21 November 2026". */
  setAt: string;
  /** Where help is asked for; it carries no token. */
  link: string;
};

/** Tells a contact that the password was set: whoever did it held a link from this mailbox (ASVS 6.3.7). */
export function passwordSet({ colours, firm, firstName, setAt, link }: PasswordSetProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = `Your password for ${firmName} was set`;
  const preheader = "If it was you, there is nothing to do.";
  const heading = `Hello ${oneLine(firstName)}, your password was set`;
  const told = `It was done at ${oneLine(setAt)}, with a link from a mail to this address. Whoever was logged in was logged out.`;
  const otherwise = "It was not you? Press the button, set a new password, and call us.";
  const why = `You get this because your login at ${firmName} changed.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {told}
            </p>
            <p className="l-ink" style={styles.text}>
              If it was you, there is nothing to do. {otherwise}
            </p>
            <LetterButton href={link} label="Get help signing in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      told,
      `If it was you, there is nothing to do. ${otherwise}`,
      `Get help signing in:\n${link}`,
      `Opens ${hostOf(link)}.`,
      plainFoot(why, firm),
    ]),
  };
}
