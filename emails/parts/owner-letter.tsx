import { LetterButton, LetterPage } from "@/emails/parts/letter-page";
import {
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
} from "@/emails/parts/letter-look";
import { LetterWords, plainWords, restOr } from "@/emails/parts/letter-words";
import { plainFoot } from "@/emails/parts/plain-foot";
import type { MailedWords } from "@/lib/comments/rules";
import { oneLine } from "@/lib/one-line";

export type OwnerLetterProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** The work owner, who is mailed. */
  firstName: string;
  contactName: string;
  clientName: string;
  workTitle: string;
  taskTitle: string;
  /** What the client wrote, where the firm lets mails carry that. */
  words: MailedWords[];
  /** The task on the staff side. */
  link: string;
};

type Told = {
  /** What the client did, as in "Margaret wrote: Send the statements". */
  did: string;
  /** The same within a sentence: "wrote on". */
  didTo: string;
  button: string;
  /** What the owner can do there, before "Replies to this email don't go to …". */
  then?: string;
};

/** What a client did on a task, to the work owner: who, what, in which words and where, and one button. */
export function ownerLetter({ colours, firm, link, words, ...props }: OwnerLetterProps, told: Told): Letter {
  const names = [props.firstName, props.contactName, props.clientName, props.workTitle, props.taskTitle];
  const [firstName = "", contact = "", client = "", work = "", task = ""] = names.map(oneLine);
  const subject = `${contact} ${told.did}: ${task}`;
  const preheader = words[0]?.text ? oneLine(words[0].text) : `${client}, ${work}`;
  const button = restOr(words, told.button);
  const heading = `Hello ${firstName}, ${contact} ${told.didTo} “${task}”`;
  const last = [told.then, `Replies to this email don't go to ${contact}.`].filter(Boolean).join(" ");
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
            {words.length > 0 ? (
              <div style={{ margin: "0 0 18px" }}>
                <LetterWords words={words} styles={styles} />
              </div>
            ) : null}
            <LetterButton href={link} label={button} styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>. {last}
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      `${client} · ${work}`,
      plainWords(words),
      `${button}:\n${link}`,
      last,
      plainFoot(why, firm),
    ]),
  };
}
