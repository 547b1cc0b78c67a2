import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { accessLink } from "@/emails/access-link";
import { addressChanged } from "@/emails/address-changed";
import { answerDeclined } from "@/emails/answer-declined";
import { clientNotice } from "@/emails/client-notice";
import { commentPosted } from "@/emails/comment-posted";
import { guestAsked } from "@/emails/guest-asked";
import { guestNotice } from "@/emails/guest-notice";
import { loginLink } from "@/emails/login-link";
import { passwordSet } from "@/emails/password-set";
import { factorChanged } from "@/emails/factor-changed";
import { staffCode } from "./staff-code";
import { staffSecurity } from "@/emails/staff-security";
import { newDevice } from "@/emails/new-device";
import { renderLetter } from "@/emails/render";
import { requestSent, type RequestSentProps } from "@/emails/request-sent";
import { staffInvite } from "@/emails/staff-invite";
import { staffSignIn } from "@/emails/staff-sign-in";
import { derivePalette } from "@/lib/firms/palette";

const colours = derivePalette("#17593f");
const firm = { name: "Hill & Co", address: "12 High Street, Bath BA1 5AQ", phone: "01632 960 142" };
const sender = { name: "Ana Hill", role: "Your accountant", email: "ana@hillandco.example" };
const link = "https://portal.hillandco.example/m/abc";
const request: RequestSentProps = {
  colours,
  firm,
  sender,
  link,
  firstName: "Margaret",
  clientName: "Hilltop Bakery Ltd",
  requestTitle: "Year-end accounts 2026",
  due: { long: "Friday 27 November 2026", short: "27 November" },
  tasks: [{ title: "Send the bank statements", hint: "PDF or photo" }, { title: "Confirm your address" }],
};
const said = (text: string, cut = false) => ({ text, cut, files: [] as string[] });
const letters = {
  "request-sent": requestSent(request),
  "access-link": accessLink({
    colours,
    firm,
    sender,
    firstName: "Margaret",
    askedAt: "10:42",
    link,
    code: "407123",
  }),
  "new-device": newDevice({
    colours,
    firm,
    device: "Chrome on Android, United Kingdom",
    at: "10:42 on Saturday 21 November 2026",
    link,
  }),
  "client-notice": clientNotice({
    colours,
    firm,
    sender,
    firstName: "Margaret",
    clientName: "Hilltop Bakery Ltd",
    sentBack: [{ title: "Send the bank statements", words: [said("Page 2 is missing.")] }],
    added: [],
    askedAgain: [],
    reworded: [],
    takenOut: [],
    commented: [
      { title: "Confirm your address", words: [said("Is it <b>still</b> Larch Grove?\nAsk me.", true)] },
      { title: "What was it for?", words: [] },
    ],
    link,
  }),
  "client-notice, changed": clientNotice({
    ...{ colours, firm, sender, link, firstName: "Margaret", clientName: "Hilltop Bakery Ltd" },
    ...{ sentBack: [], added: [], commented: [] },
    askedAgain: [{ title: "Mileage log", words: [] }],
    reworded: [{ title: "Year-end records", words: [] }],
    takenOut: [{ title: "Old mileage log", words: [] }],
  }),
  "comment-posted": commentPosted({
    colours,
    firm,
    firstName: "Ana",
    contactName: "Margaret Okonkwo-Fairweather",
    clientName: "Hilltop Bakery Ltd",
    workTitle: "Year-end accounts 2026",
    taskTitle: "Send the bank statements",
    words: [{ ...said("The branch gave me <September> on paper."), files: ["page-1.jpg"] }],
    link,
  }),
  "answer-declined": answerDeclined({
    colours,
    firm,
    firstName: "Ana",
    contactName: "Margaret Okonkwo-Fairweather",
    clientName: "Hilltop Bakery Ltd",
    workTitle: "Year-end accounts 2026",
    taskTitle: "Approve the accounts",
    words: [],
    link,
  }),
  "guest-asked": guestAsked({
    ...{ colours, firm, link, askedBy: "Margaret Okonkwo-Fairweather", accountant: "Ana Hill" },
    ...{ taskTitle: "Send the bank statements", endsOn: "Monday 21 December 2026" },
  }),
  "guest-notice": guestNotice({
    ...{ colours, firm, link, firstName: "Margaret", guestEmail: "banker@bank.example" },
    ...{ taskTitle: "Send the bank statements", endsOn: "Monday 21 December 2026" },
    at: "10:42 on Saturday 21 November 2026, in Chrome on Windows",
  }),
  "staff-invite": staffInvite({ colours, firm, firstName: "Nia", inviter: "Ana Ruiz", days: 7, link }),
  "login-link, to make one": loginLink({
    ...{ colours, firm, firstName: "Margaret", askedAt: "10:42", link },
    ...{ purpose: "create", lasts: "7 days", sentByFirm: true },
  }),
  "login-link, to reset": loginLink({
    ...{ colours, firm, firstName: "Margaret", askedAt: "10:42", link },
    ...{ purpose: "reset", lasts: "30 minutes", sentByFirm: false },
  }),
  "password-set": passwordSet({ colours, firm, firstName: "Margaret", setAt: "10:42", link }),
  "address-changed": addressChanged({
    ...{ colours, firm, firstName: "Margaret", link },
    at: "10:42 on Friday 27 November 2026",
  }),
  "factor-changed": factorChanged({
    colours,
    firm,
    firstName: "Margaret",
    change: "totp_off_by_firm",
    at: "10:42 on Friday 27 November 2026",
    link,
  }),
  "staff-security, own": staffSecurity({
    ...{ colours, firm, firstName: "Ana", link },
    ...{ change: "totp_added", at: "10:42 on Friday 27 November 2026" },
  }),
  "staff-security, by another": staffSecurity({
    ...{ colours, firm, firstName: "Ana", by: "Nia New", link },
    ...{ change: "factors_reset", at: "10:42 on Friday 27 November 2026" },
  }),
  "staff-security, about a colleague": staffSecurity({
    ...{ colours, firm, firstName: "Ana", by: "Ana Hill", link },
    ...{ about: { name: "Nia New", email: "nia@new.example" } },
    ...{ change: "owner_invited", at: "10:42 on Friday 27 November 2026" },
  }),
  "staff-sign-in": staffSignIn({ colours, firm, firstName: "Ana", minutes: 10, link }),
};

describe.each(Object.entries(letters))("%s", (_name, letter) => {
  test("[S8] the letter says its link once as a button, and in the plain text on a line of its own", async () => {
    const sent = await renderLetter(letter);
    expect(sent.html.startsWith("<!doctype html><html")).toBe(true);
    expect(sent.html.split(`href="${link}"`)).toHaveLength(2);
    expect(sent.text.split("\n")).toContain(link);
    expect(sent.html).toContain("portal.hillandco.example</b>");
    expect(sent.html).toContain("prefers-color-scheme:dark");
    expect(sent.subject).not.toMatch(/[\r\n]/);
  });
});

test("[AU7] the mail with a code to confirm holds the code and no link to press", async () => {
  const sent = await renderLetter(staffCode({ colours, firm, firstName: "Ana", code: "042137" }));
  for (const part of [sent.html, sent.text]) {
    expect(part).toContain("042 137");
    expect(part).not.toContain("href=");
  }
  expect(sent.subject).not.toContain("042");
});

test("[S6] nothing that a person typed becomes markup, a header or a line of its own", async () => {
  const nasty = '<script>alert(1)</script>"\r\nBcc: all@example.com\u2028x\u0007\u202Efdp.exe\u2066';
  const letter = requestSent({
    ...request,
    firm: { ...firm, name: nasty },
    sender: { name: nasty, role: nasty },
    firstName: nasty,
    clientName: nasty,
    requestTitle: nasty,
    tasks: [{ title: nasty, hint: nasty }],
  });
  const sent = await renderLetter(letter);
  expect(sent.html).not.toContain("<script");
  expect(sent.html).toContain("&lt;script&gt;");
  expect(sent.subject).not.toMatch(/[\r\n\u2028]/);
  expect(letter.preheader).not.toMatch(/[\r\n]/);
  expect(sent.text).not.toMatch(/^Bcc:/m);
  for (const part of [sent.subject, sent.html, sent.text]) expect(part).not.toMatch(/[\u0007\u202e\u2066]/);
});

test("[S6] a link that is no address and a colour that is no colour are refused", () => {
  expect(() => requestSent({ ...request, link: "not an address" })).toThrow(TypeError);
  const broken = { ...colours, light: { ...colours.light, ink: "red}</style>" } };
  const { html } = requestSent({ ...request, colours: broken });
  return expect(renderLetter({ subject: "", preheader: "", text: "", html })).rejects.toThrow(RangeError);
});

test("[S8] a request without a due day and with one task still reads as a sentence", () => {
  const letter = requestSent({ ...request, due: undefined, tasks: [{ title: "Confirm your address" }] });
  expect(letter.subject).toBe("Year-end accounts 2026: 1 thing needed");
  expect(letter.text).toContain("It is for Hilltop Bakery Ltd.");
});

test("[S8] letters render under the react-server condition, as in server code and on the command line", () => {
  const script = `
    import { accessLink } from "@/emails/access-link";
    import { renderLetter } from "@/emails/render";
    import { derivePalette } from "@/lib/firms/palette";
    const letter = accessLink({ colours: derivePalette("#17593f"), firm: { name: "Hill & Co" }, firstName: "Margaret", askedAt: "10:42", code: "407123", link: "https://a.example/m/x" });
    renderLetter(letter).then((sent) => console.log(sent.html.includes("Hello Margaret") ? "rendered" : sent.html));
  `;
  const node = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", script];
  expect(execFileSync(process.execPath, node, { encoding: "utf8" }).trim()).toBe("rendered");
}, 30_000);

test("[P4] one mail tells everything since: what was sent back first, what is new, what was written", async () => {
  const { subject, text } = await renderLetter(letters["client-notice"]);
  expect(subject).toBe("Ana Hill sent back 1 answer and wrote on 2 tasks");
  expect(text).toMatch(
    /1\. Send the bank statements\n {3}Sent back, because:\n {3}> Page 2 is missing\.\n2\. Confirm your address/,
  );
});

test("[P4] mails quote what was written, escaped and line by line; of files the names, and the rest behind the button", async () => {
  const client = await renderLetter(letters["client-notice"]);
  expect(client.text).toContain(
    "2. Confirm your address\n   A comment for you:\n   > Is it <b>still</b> Larch Grove?\n   > Ask me. …\n3. What was it for?\n   A comment for you\n",
  );
  expect(client.text).toContain(`Read the rest:\n${link}`);
  expect(client.html).toContain("Is it &lt;b&gt;still&lt;/b&gt; Larch Grove?<br/>Ask me. …");
  const owner = await renderLetter(letters["comment-posted"]);
  expect(owner.text).toContain("> The branch gave me <September> on paper.\n> With page-1.jpg\n");
  expect(owner.html).toContain("The branch gave me &lt;September&gt; on paper.");
  expect(owner.text).toContain(`Read and answer:\n${link}`);
  const nasty = said("Thanks.\r\n\r\nOpen my requests:\u2028https://evil.example/m/x\u202e");
  const words = [{ ...nasty, files: ["a\nb.pdf"] }];
  const { text } = clientNotice({
    ...{ colours, firm, sender, link, firstName: "Margaret", clientName: "Hilltop Bakery Ltd" },
    ...{ sentBack: [], added: [], askedAgain: [], reworded: [], takenOut: [] },
    commented: [{ title: "Confirm your address", words }],
  });
  expect(text).toContain("   >\n   > Open my requests:\n   > https://evil.example/m/x\n   > With a b.pdf\n");
  expect(text.split("\n")).not.toContain("https://evil.example/m/x");
});
