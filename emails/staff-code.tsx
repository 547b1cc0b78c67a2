import { LetterPage } from "@/emails/parts/letter-page";
import { plainText, type Letter, type LetterColours, type LetterFirm } from "@/emails/parts/letter-look";
import { plainFoot } from "@/emails/parts/plain-foot";
import { oneLine } from "@/lib/one-line";

export type StaffCodeProps = {
  colours: LetterColours;
  firm: LetterFirm;
  firstName: string;
  /** Six digits. */
  code: string;
};

/** The code by which a staff member who signed in a while ago confirms what is about to be done (F4). */
export function staffCode({ colours, firm, code, ...props }: StaffCodeProps): Letter {
  const firmName = oneLine(firm.name);
  const subject = `Your code for ${firmName}`;
  const preheader = "It confirms what you are about to do, for ten minutes.";
  const heading = `Hello ${oneLine(props.firstName)}, here is your code`;
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  const type = "Type it on the page where you were asked for it, within ten minutes:";
  const ignore = `You were not asked for it? Then somebody else is signed in as you: tell the owner of ${firmName} at once, and give nobody this code.`;
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
              {type} <b style={styles.nowrap}>{spaced}</b>
            </p>
            <p className="l-soft" style={styles.small}>
              {ignore}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([heading, `${type} ${spaced}`, ignore, plainFoot(why, firm)]),
  };
}
