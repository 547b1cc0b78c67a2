import { generateSync } from "otplib";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { withFirm } from "@/db/client";
import { firms } from "@/db/schema/firms";
import { passkeys, totpSecrets } from "@/db/schema/logins";
import { messages } from "@/db/schema/messages";
import { contacts } from "@/db/schema/people";
import { staffMembers } from "@/db/schema/staff";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { newToken, openText } from "@/lib/crypto";
import { addTotp, newTotpSecret } from "@/lib/factors/add-totp";
import { deactivateMember } from "@/lib/staff/deactivate-member";
import { loggedInContact, testLogin, testPasskey } from "@/test/factories/factors";
import { testFirm, type TestFirm } from "@/test/factories/firm";
import { signedInMember, testMember } from "@/test/factories/staff";
import { wipeContact } from "./contacts/actions";
import { changeContact } from "./contacts/edit-actions";
import { switchTwoFactorOff, takePasskeys } from "./contacts/factor-actions";
import type { FormAction } from "./form-state";
import { changeMode } from "./settings/portal/actions";
import { deactivate, giveRole, invite, reactivate } from "./staff/actions";

/** What the browser sends: the framework's request, which there is none of here. */
const sent = vi.hoisted(() => ({ cookie: "", origin: "" }));
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers({ origin: sent.origin })),
  cookies: () =>
    Promise.resolve({
      get: (name: string) => (name === "__Host-staff" ? { value: sent.cookie } : undefined),
    }),
}));

let f: TestFirm;
beforeEach(async () => {
  f = await testFirm();
  sent.origin = f.firm.origin;
});

const cookieOf = async (minutes: number) =>
  (await signedInMember(f.firmId, f.staff.staffId, "owner", minutes, f.firm.origin)).token;

const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead * 30 });

async function withApp(who: Parameters<typeof addTotp>[0]): Promise<string> {
  const salt = newToken();
  const { secret } = await newTotpSecret(who, salt);
  await addTotp(who, { salt, code: codeOf(secret) });
  return secret;
}

/** Sends a form as a page does; a redirect is how most actions say that they are done. Returns the refusal, or null. */
async function send(action: FormAction, fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  try {
    return (await action(null, form)).refusal;
  } catch (problem) {
    if (problem instanceof Error && problem.message === "NEXT_REDIRECT") return null;
    throw problem;
  }
}

type Deed = {
  action: FormAction;
  /** Makes what it is done to; returns the form's fields. */
  fields: () => Promise<Record<string, string>>;
  /** True once it is done. */
  isDone: (fields: Record<string, string>) => Promise<boolean>;
};

const memberOf = (column: "id" | "email", value = "") =>
  withFirm(f, (tx) => tx.select().from(staffMembers).where(eq(staffMembers[column], value)));

const invitation = (role: string): Deed => ({
  action: invite,
  fields: () => Promise.resolve({ name: "Nia New", email: `nia@${f.firm.slug}.example`, role }),
  isDone: async ({ email }) => (await memberOf("email", email)).length === 1,
});

const roleTo = (role: "owner" | "admin" | "member", from: "owner" | "member"): Deed => ({
  action: giveRole,
  fields: async () => ({ staff_id: (await testMember(f.firmId, from)).id, role }),
  isDone: async ({ staff_id }) => (await memberOf("id", staff_id))[0]?.role === role,
});

const loginOf = () => testLogin({ firmId: f.firmId, contactId: f.contact.contactId }, f.contactEmail);

const contactFields = (other: Record<string, string> = {}) => ({
  contact_id: f.contact.contactId,
  ...{ first_name: "Maya", last_name: "Moved", phone: "", email: f.contactEmail, client_ids: f.clientId },
  ...other,
});

const contactRow = async () => {
  const ofContact = eq(contacts.id, f.contact.contactId);
  const [row] = await withFirm(f, (tx) => tx.select().from(contacts).where(ofContact));
  return row;
};

const deeds: [string, Deed][] = [
  ["inviting an owner", invitation("owner")],
  ["inviting an admin", invitation("admin")],
  ["inviting a member, who could take clients' factors away", invitation("member")],
  ["making a member an owner", roleTo("owner", "member")],
  ["making a member an admin", roleTo("admin", "member")],
  ["making an owner a member", roleTo("member", "owner")],
  [
    "deactivating",
    {
      action: deactivate,
      fields: async () => ({ staff_id: (await testMember(f.firmId)).id, hand_to: f.staff.staffId }),
      isDone: async ({ staff_id }) => Boolean((await memberOf("id", staff_id))[0]?.deactivatedAt),
    },
  ],
  [
    "reactivating",
    {
      action: reactivate,
      fields: async () => {
        const { id } = await testMember(f.firmId);
        await deactivateMember(f.staff, id, f.staff.staffId);
        return { staff_id: id };
      },
      isDone: async ({ staff_id }) => (await memberOf("id", staff_id))[0]?.deactivatedAt === null,
    },
  ],
  [
    "taking a contact's app away",
    {
      action: switchTwoFactorOff,
      fields: async () => {
        const { client } = await loggedInContact(f.contact, await loginOf(), ["password"]);
        await withApp(client);
        return { contact_id: f.contact.contactId };
      },
      isDone: async () =>
        (await withFirm(f, (tx) => tx.$count(totpSecrets, sql`${totpSecrets.loginId} is not null`))) === 0,
    },
  ],
  [
    "taking a contact's passkeys away",
    {
      action: takePasskeys,
      fields: async () => {
        await testPasskey({ firmId: f.firmId, loginId: await loginOf() });
        return { contact_id: f.contact.contactId };
      },
      isDone: async () => (await withFirm(f, (tx) => tx.$count(passkeys))) === 0,
    },
  ],
  [
    "moving a contact to another address, whence a link leads past its second factors",
    {
      action: changeContact,
      fields: () => Promise.resolve(contactFields({ email: "moved@client.example" })),
      isDone: async ({ email }) => (await contactRow())?.email === email,
    },
  ],
  [
    "erasing a contact, which nobody can undo",
    {
      action: wipeContact,
      fields: async () => {
        const made = await contactRow();
        await deleteContact(f.staff, f.contact.contactId);
        return { contact_id: f.contact.contactId, name: `${made?.firstName ?? ""} ${made?.lastName ?? ""}` };
      },
      isDone: async () => (await contactRow())?.erasedAt !== null,
    },
  ],
  [
    "changing how clients get in",
    {
      action: changeMode,
      fields: () => Promise.resolve({ mode: "link" }),
      isDone: async () => (await withFirm(f, (tx) => tx.select().from(firms)))[0]?.securityMode === "link",
    },
  ],
];

/** The codes that were mailed to staff, as they read them. */
const mailedCodes = async () => {
  const mails = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(sql`${messages.kind} = 'staff_code'`),
  );
  return mails.map(({ id, sealed }) => {
    const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: id };
    const { text } = JSON.parse(openText(sealed ?? "", place)) as { text: string };
    return /\b(\d{3} \d{3})\b/.exec(text)?.[1] ?? "";
  });
};

describe.each(deeds)("%s", (_name, { action, fields, isDone }) => {
  test("[AU7] a staff cookie older than five minutes lets nobody in and takes nothing away; the code of one's own mail or a fresh sign-in does", async () => {
    const given = await fields();
    sent.cookie = await cookieOf(6);
    for (const proof of ["", "000000", "not a code"]) {
      const refused = await send(action, { ...given, proof });
      expect(refused).toMatchObject({ code: "invalid", fields: { proof: refused?.message } });
      expect(await isDone(given)).toBe(false);
    }
    const codes = await mailedCodes();
    expect(codes).toHaveLength(1);
    expect(await send(action, { ...given, proof: codes[0] ?? "" })).toBeNull();
    expect(await isDone(given)).toBe(true);
  });

  test("[AU7] a fresh sign-in needs no code", async () => {
    const given = await fields();
    sent.cookie = await cookieOf(4);
    expect(await send(action, given)).toBeNull();
    expect(await isDone(given)).toBe(true);
  });

  test("[AU7] who has an app gives its code instead of a new sign-in", async () => {
    const secret = await withApp((await signedInMember(f.firmId, f.staff.staffId)).staff);
    const given = await fields();
    sent.cookie = await cookieOf(6);
    for (const proof of ["", "12345"]) {
      const refused = await send(action, { ...given, proof });
      expect(refused?.fields).toEqual({ proof: refused?.message });
    }
    expect(await isDone(given)).toBe(false);
    expect(await send(action, { ...given, proof: codeOf(secret, 1) })).toBeNull();
    expect(await isDone(given)).toBe(true);
  });
});

test("[AU7] a contact's name is changed without a proof, however its address is written", async () => {
  sent.cookie = await cookieOf(60);
  const email = ` ${f.contactEmail.toUpperCase()}`;
  expect(await send(changeContact, contactFields({ email, last_name: "New" }))).toBeNull();
  expect(await contactRow()).toMatchObject({ lastName: "New", email: f.contactEmail });
});

/** The first lines of the letters about sign-ins that somebody got. */
const toldTo = async (to: string) => {
  const mails = await withFirm(f, (tx) =>
    tx
      .select()
      .from(messages)
      .where(sql`${messages.kind} = 'staff_security' and ${messages.toAddress} = ${to}`)
      .orderBy(messages.createdAt),
  );
  return mails.map(({ id, sealed }) => {
    const place = { table: "messages", column: "sealed", firmId: f.firmId, rowId: id };
    return (JSON.parse(openText(sealed ?? "", place)) as { subject: string }).subject;
  });
};

test("[F4] every owner is told of a new owner or admin and of one who is owner no more, but not of a new member", async () => {
  const second = await testMember(f.firmId, "owner");
  const admin = await testMember(f.firmId, "admin");
  const member = await testMember(f.firmId);
  sent.cookie = await cookieOf(0);
  for (const role of ["owner", "admin", "member"])
    expect(await send(invite, { name: "Nia", email: `${role}@new.example`, role })).toBeNull();
  for (const role of ["admin", "admin", "member", "owner", "admin"])
    expect(await send(giveRole, { staff_id: member.id, role })).toBeNull();
  // those named owner after the first letters went out get the later ones
  const told = [
    "A new owner was invited",
    "A new admin was invited",
    "A staff member was made an admin",
    "A staff member was made an owner",
    "An owner has another role now",
  ];
  expect(await toldTo(`ana@${f.firm.slug}.example`)).toEqual(told);
  expect(await toldTo(second.email)).toEqual(told);
  expect(await toldTo("owner@new.example")).toEqual(told.slice(1));
  // whoever it is about is told too
  expect([await toldTo(admin.email), await toldTo(member.email)]).toEqual([[], told.slice(4)]);
  expect(await send(deactivate, { staff_id: second.id, hand_to: admin.id })).toBeNull();
  for (const to of [`ana@${f.firm.slug}.example`, second.email])
    expect((await toldTo(to)).at(-1)).toBe("An owner was deactivated");
});
