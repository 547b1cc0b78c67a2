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

export type StaffInviteProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** Who invites. */
  inviter: string;
  /** How long the link lasts. */
  days: number;
  link: string;
};

/** The invitation of a new staff member: one press signs in. */
export function staffInvite({ colours, firm, days, link, ...props }: StaffInviteProps): Letter {
  const firstName = oneLine(props.firstName);
  const inviter = oneLine(props.inviter);
  const firmName = oneLine(firm.name);
  const subject = `${inviter} invites you to ${firmName} on Lodge`;
  const preheader = `You sign in with this link, without a password.`;
  const heading = `Hello ${firstName}, welcome to ${firmName}`;
  const what = `${inviter} has made you a place in ${firmName}’s client portal. There is no password: the button signs you in, and later the sign-in page mails you a link.`;
  const lasts = `The link works once, for ${days} days.`;
  const ignore = `You do not work at ${firmName}? Do nothing: nobody gets in without this mail.`;
  const why = `You get this because ${inviter} gave your address.`;
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
            <LetterButton href={link} label="Sign in" styles={styles} />
            <p className="l-soft" style={styles.small}>
              {lasts} Opens <b>{hostOf(link)}</b>. {ignore}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      what,
      `Sign in:\n${link}`,
      `${lasts} Opens ${hostOf(link)}. ${ignore}`,
      plainFoot(why, firm),
    ]),
  };
}
