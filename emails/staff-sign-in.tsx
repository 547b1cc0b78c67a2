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

export type StaffSignInProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** How long the link lasts. */
  minutes: number;
  link: string;
};

/** The one-time link that signs a staff member in. */
export function staffSignIn({ colours, firm, minutes, link, ...props }: StaffSignInProps): Letter {
  const firstName = oneLine(props.firstName);
  const firmName = oneLine(firm.name);
  const subject = `Sign in to ${firmName}`;
  const preheader = `One press, for ${minutes} minutes.`;
  const heading = `Hello ${firstName}, sign in to ${firmName}`;
  const lasts = `The link works once, for ${minutes} minutes.`;
  const ignore = "You did not ask for it? Do nothing, and tell the owner of your firm if it happens again.";
  const why = `You get this because you work at ${firmName}.`;
  return {
    subject,
    preheader,
    html: (
      <LetterPage colours={colours} firm={firm} subject={subject} preheader={preheader} why={why}>
        {(styles) => (
          <>
            <h1 style={styles.h1}>{heading}</h1>
            <p className="l-ink" style={styles.text}>
              {lasts}
            </p>
            <LetterButton href={link} label="Sign in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>. {ignore}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      lasts,
      `Sign in:\n${link}`,
      `Opens ${hostOf(link)}. ${ignore}`,
      plainFoot(why, firm),
    ]),
  };
}
