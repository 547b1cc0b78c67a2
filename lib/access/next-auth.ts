import "server-only";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import { deriveKey } from "@/lib/crypto";
import { env } from "@/lib/env";

/** What the claim yields to NextAuth: who came in, and the session made for them. */
export type Claimed = { contactId: string; sessionToken: string; endsAt: Date };

const nobody = () => Promise.reject(new Error("Lodge makes contacts and sessions itself."));

/**
 * Runs NextAuth's email callback around one claim (DECISIONS 3, SECURITY section 4). Its public addresses are
 * shut; it is called here with a request that carries no cookies, its adapter hands on what `claim` returns,
 * and of its response only the decision counts. Returns undefined when the claim was refused.
 */
export async function throughNextAuth(
  token: string,
  claim: () => Promise<Claimed | undefined>,
): Promise<Claimed | undefined> {
  let claimed: Claimed | undefined;
  let problem: unknown;
  const user = () =>
    claimed ? { id: claimed.contactId, email: claimed.contactId, emailVerified: null } : null;
  const adapter: Adapter = {
    // NextAuth passes a hash of its own making; the claim knows the link by ours
    async useVerificationToken() {
      try {
        claimed = await claim();
      } catch (thrown) {
        problem = thrown;
      }
      return claimed ? { identifier: claimed.contactId, token, expires: claimed.endsAt } : null;
    },
    getUserByEmail: () => Promise.resolve(user()),
    updateUser: () => Promise.resolve(user() ?? { id: "", email: "", emailVerified: null }),
    createSession: () =>
      claimed
        ? Promise.resolve({
            sessionToken: claimed.sessionToken,
            userId: claimed.contactId,
            expires: claimed.endsAt,
          })
        : nobody(),
    getSessionAndUser: () => Promise.resolve(null),
    updateSession: () => Promise.resolve(null),
    deleteSession: () => Promise.resolve(null),
    createUser: nobody,
    getUser: () => Promise.resolve(null),
    getUserByAccount: () => Promise.resolve(null),
    linkAccount: () => Promise.resolve(null),
    createVerificationToken: () => Promise.resolve(null),
  };
  const quiet = () => undefined;
  const options: AuthOptions = {
    adapter,
    secret: deriveKey(env().secret, "next-auth").toString("base64"),
    session: { strategy: "database", updateAge: 400 * 86_400 },
    providers: [
      {
        id: "email",
        type: "email",
        name: "Email",
        maxAge: 30 * 86_400,
        server: "",
        from: "",
        options: {},
        sendVerificationRequest: nobody,
      },
    ],
    logger: { error: quiet, warn: quiet, debug: quiet },
  };
  const session = await callbackOf(token, options);
  if (problem instanceof Error) throw problem;
  return session !== undefined && session === claimed?.sessionToken ? claimed : undefined;
}

/** Calls NextAuth's email callback in process; returns the session token it decided to set. */
async function callbackOf(token: string, options: AuthOptions): Promise<string | undefined> {
  const set: string[] = [];
  const answer = {
    status: () => answer,
    setHeader: (name: string, value: string | string[]) => {
      if (name === "Set-Cookie") set.splice(0, set.length, ...[value].flat());
      return answer;
    },
    getHeader: () => set,
    end: () => answer,
    send: () => answer,
    json: () => answer,
  };
  const asked = {
    method: "GET",
    headers: {},
    cookies: {},
    body: {},
    query: { nextauth: ["callback", "email"], token },
  };
  await NextAuth(asked as unknown as NextApiRequest, answer as unknown as NextApiResponse, options);
  const cookie = set.find((line) => /^(?:__Secure-)?next-auth\.session-token=/.test(line));
  return cookie?.slice(cookie.indexOf("=") + 1, cookie.indexOf(";"));
}
