import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
const b64 = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

type Signing = { challenge: string; rpId: string; origin: string; counter?: number; verified?: boolean };

/** An authenticator with one ES256 passkey: what WebAuthn's wire form looks like, so that a test can bend each part. */
export function testAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]),
  );
  const data = ({ rpId, counter = 0, verified = true }: Signing, attested: Uint8Array[] = []) =>
    Buffer.concat([
      sha256(rpId),
      Buffer.from([1 | (verified ? 4 : 0) | (attested.length > 0 ? 64 : 0)]),
      uint32(counter),
      ...attested,
    ]);
  const clientData = (type: string, { challenge, origin }: Signing) =>
    JSON.stringify({ type, challenge, origin, crossOrigin: false });
  return {
    id: b64(id),
    /** What navigator.credentials.create() gives. */
    make(given: Signing): string {
      const attested = [Buffer.alloc(16), Buffer.from([0, id.length]), id, cose];
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ["fmt", "none"],
          ["attStmt", new Map<string, never>()],
          ["authData", new Uint8Array(data(given, attested))],
        ]),
      );
      return JSON.stringify({
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(clientData("webauthn.create", given)),
          attestationObject: b64(attestationObject),
          transports: ["internal"],
        },
      });
    },
    /** What navigator.credentials.get() gives. */
    sign(given: Signing & { userHandle?: string }): string {
      const clientDataJSON = clientData("webauthn.get", given);
      const authenticatorData = data(given);
      const signature = createSign("sha256")
        .update(Buffer.concat([authenticatorData, sha256(clientDataJSON)]))
        .sign(privateKey);
      return JSON.stringify({
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: b64(clientDataJSON),
          authenticatorData: b64(authenticatorData),
          signature: b64(signature),
          ...(given.userHandle === undefined ? {} : { userHandle: b64(given.userHandle) }),
        },
      });
    },
  };
}
