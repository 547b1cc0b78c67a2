import "server-only";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const clientData = z.object({ challenge: base64url.max(100) });
const most = 32_768;

const assertion = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});
const attestation = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});

function parsed(text: string): unknown {
  if (text.length > most) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function challengeIn(clientDataJSON: string): string | undefined {
  const said = parsed(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
  return clientData.safeParse(said).data?.challenge;
}

type Read<T> = { answer: T; challenge: string };

/** What an authenticator signed to prove that it is there; undefined when it is no such thing. */
export function readAssertion(text: string): Read<AuthenticationResponseJSON> | undefined {
  const read = assertion.safeParse(parsed(text));
  const challenge = read.success ? challengeIn(read.data.response.clientDataJSON) : undefined;
  if (!read.success || challenge === undefined) return undefined;
  const { userHandle, ...response } = read.data.response;
  return {
    challenge,
    answer: {
      ...read.data,
      response: { ...response, ...(userHandle === undefined ? {} : { userHandle }) },
      clientExtensionResults: {},
    },
  };
}

/** What an authenticator gave when it made a new passkey. */
export function readAttestation(text: string): Read<RegistrationResponseJSON> | undefined {
  const read = attestation.safeParse(parsed(text));
  const challenge = read.success ? challengeIn(read.data.response.clientDataJSON) : undefined;
  if (!read.success || challenge === undefined) return undefined;
  const { transports, ...response } = read.data.response;
  return {
    challenge,
    answer: {
      ...read.data,
      response: { ...response, ...(transports === undefined ? {} : { transports }) },
      clientExtensionResults: {},
    },
  };
}
