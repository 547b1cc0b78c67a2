import { LetterButton, LetterList, LetterPage } from "@/emails/parts/letter-page";
import {
  counted,
  hostOf,
  plainText,
  type Letter,
  type LetterColours,
  type LetterFirm,
  type LetterSender,
} from "@/emails/parts/letter-look";
import { LetterWords, plainWords, restOr } from "@/emails/parts/letter-words";
import { plainFoot, plainSender } from "@/emails/parts/plain-foot";
import type { MailedWords } from "@/lib/comments/rules";
import { oneLine } from "@/lib/one-line";

/** `words`: what was written about it, where the firm lets mails carry that. */
type NoticedTask = { title: string; words: MailedWords[] };

export type ClientNoticeProps = {
  colours: LetterColours;
  firm: LetterFirm;
  /** Who wrote or sent back last. */
  sender: LetterSender;
  firstName: string;
  clientName: string;
  /** The tasks, each under one head: sent back before added before changed before taken out before commented. */
  sentBack: NoticedTask[];
  added: NoticedTask[];
  /** What the firm did not need for a while, and does again. */
  askedAgain: NoticedTask[];
  /** Whose words changed: tasks, and requests (W4). */
  reworded: NoticedTask[];
  takenOut: NoticedTask[];
  commented: NoticedTask[];
  link: string;
};

const itemOf = ({ title, words }: NoticedTask, without: string, withWords: string) => ({
  title: oneLine(title),
  hint: words.length > 0 ? withWords : without,
  words,
});

/** What the firm did since: tasks sent back, added, changed, taken out or commented, in one mail, in the firm's words (P4, W4, W6). */
export function clientNotice({ colours, firm, sender, link, ...props }: ClientNoticeProps): Letter {
  const [firstName, client, who] = [props.firstName, props.clientName, sender.name].map(oneLine) as [
    string,
    string,
    string,
  ];
  const first = who.split(" ")[0] ?? who;
  const items = [
    ...props.sentBack.map((task) => itemOf(task, "Sent back, with a reason", "Sent back, because:")),
    ...props.added.map((task) => itemOf(task, "New", "New")),
    ...props.askedAgain.map((task) => itemOf(task, "Needed again", "Needed again")),
    ...props.reworded.map((task) => itemOf(task, "Changed", "Changed")),
    ...props.takenOut.map((task) => itemOf(task, "No longer needed", "No longer needed")),
    ...props.commented.map((task) => itemOf(task, "A comment for you", "A comment for you:")),
  ];
  const said = [
    props.sentBack.length > 0 ? `sent back ${counted(props.sentBack.length, "answer")}` : "",
    props.added.length > 0 ? `asks for ${counted(props.added.length, "more thing")}` : "",
    props.askedAgain.length > 0 ? `needs ${counted(props.askedAgain.length, "thing")} again` : "",
    props.reworded.length > 0 ? `changed the words of ${counted(props.reworded.length, "thing")}` : "",
    props.takenOut.length > 0 ? `no longer needs ${counted(props.takenOut.length, "thing")}` : "",
    props.commented.length > 0 ? `wrote on ${counted(props.commented.length, "task")}` : "",
  ].filter(Boolean);
  const deeds =
    said.length > 1 ? `${said.slice(0, -1).join(", ")} and ${said.at(-1) ?? ""}` : (said[0] ?? "");
  const subject = items.length === 1 ? `${who}: ${items[0]?.title ?? ""}` : `${who} ${deeds}`;
  const heading = `Hello ${firstName}, ${first} ${deeds}`;
  const open = restOr(
    items.flatMap(({ words }) => words),
    "Open my requests",
  );
  const [onlyWords] = items.length === 1 ? (items[0]?.words ?? []) : [];
  const preheader = onlyWords?.text ? oneLine(onlyWords.text) : `For ${client}. No password needed.`;
  const why = `You get this because you are the contact of ${client} at ${oneLine(firm.name)}.`;
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
            <LetterList
              items={items.map(({ title, hint, words }) => ({
                title,
                hint,
                more: <LetterWords words={words} styles={styles} />,
              }))}
              styles={styles}
            />
            <LetterButton href={link} label={open} styles={styles} />
            <p className="l-soft" style={styles.small}>
              Opens <b>{hostOf(link)}</b>, no password. The link becomes yours on the first device you use.
            </p>
          </>
        )}
      </LetterPage>
    ),
    text: plainText([
      heading,
      items
        .map(({ title, hint, words }, at) =>
          [`${at + 1}. ${title}`, `   ${hint}`, plainWords(words, "   ")].filter(Boolean).join("\n"),
        )
        .join("\n"),
      `${open}:\n${link}`,
      `Opens ${hostOf(link)}, no password. The link becomes yours on the first device you use.`,
      plainSender(sender, firm),
      plainFoot(why, firm),
    ]),
  };
}
