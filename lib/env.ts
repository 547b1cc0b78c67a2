import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { s3Of, s3Problems, s3Shapes, type S3Settings } from "./env-s3";
import { isLocalName, keptSecret, noSecretHere, secretProblem } from "./env-secret";

type Variables = Readonly<Record<string, string | undefined>>;

/** The settings are wrong. `problems` holds one plain sentence for each, with the way out. */
export class EnvProblem extends Error {
  override readonly name = "EnvProblem";
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

/** Everything Lodge is told from outside, checked. `filesDir` and `dataDir` are absolute. */
export type Env = Readonly<{
  mode: "demo" | "production";
  port: number;
  lodgeUrl: URL;
  dataDir: string;
  filesDir: string;
  /** Set when files go to S3; `filesDir` holds nothing then. */
  s3: S3Settings | undefined;
  maxFileBytes: number;
  secret: Buffer;
  /** The owner's address: DATABASE_URL, else the embedded server's once it runs. Migrations only. */
  databaseUrl: string | undefined;
  /** True when DATABASE_URL names a server of the operator's own. */
  ownDatabase: boolean;
  /** The address of the role that serves. */
  databaseAppUrl: string | undefined;
  databasePool: number;
  /** Proxies of the operator's own before this process; scripts/front.mjs reads the client's address through them. */
  trustedProxies: number;
  smtpUrl: string | undefined;
  mailFrom: string;
  resendApiKey: string | undefined;
  resendBaseUrl: string | undefined;
  twilio: Readonly<{ accountSid: string; authToken: string; baseUrl: string | undefined }> | undefined;
}>;

const GiB = 1024 ** 3;

/** URL.parse is not in every Node 20. */
const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const whole = (name: string, min: number, max: number, advice: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `${name} must be a whole number, ${advice}`)
    .transform(Number)
    .refine(
      (n) => n >= min && n <= max,
      `${name} must be between ${String(min)} and ${String(max)}, ${advice}`,
    );

const address = (name: string, schemes: string[], like: string) =>
  z.string().refine((text) => {
    const url = urlOf(text);
    return url !== undefined && schemes.includes(url.protocol) && url.hostname !== "";
  }, `${name} must be an address like ${like}`);

const database = (name: string) =>
  address(name, ["postgres:", "postgresql:"], "postgres://user:password@host:5432/lodge.").refine(
    (text) => (urlOf(text)?.pathname.length ?? 0) > 1,
    `${name} must name a database at its end, like postgres://user:password@host:5432/lodge.`,
  );

const folder = z.string().transform((path) => resolve(path));

const shapes = {
  PORT: whole("PORT", 1, 65_535, "for example 3000.").default(3000),
  LODGE_URL: address("LODGE_URL", ["http:", "https:"], "https://portal.example.com.")
    .refine((text) => {
      const url = urlOf(text);
      return (
        url === undefined ||
        (url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password)
      );
    }, "LODGE_URL must be a host alone, without a path or a password, like https://portal.example.com.")
    .optional(),
  LODGE_MODE: z.enum(["demo", "production"], "LODGE_MODE must be demo or production.").optional(),
  DATA_DIR: folder.default(() => resolve(".data")),
  FILES_DIR: folder.optional(),
  MAX_FILE_BYTES: whole(
    "MAX_FILE_BYTES",
    1,
    1024 * GiB,
    "in bytes, for example 2147483648 for 2 GiB.",
  ).default(2 * GiB),
  LODGE_SECRET: z.string().optional(),
  DATABASE_URL: database("DATABASE_URL").optional(),
  DATABASE_APP_URL: database("DATABASE_APP_URL").optional(),
  LODGE_EMBEDDED_URL: database("LODGE_EMBEDDED_URL").optional(),
  DATABASE_POOL: whole(
    "DATABASE_POOL",
    1,
    500,
    "the connections each process may hold, for example 10.",
  ).default(10),
  TRUSTED_PROXIES: whole(
    "TRUSTED_PROXIES",
    0,
    9,
    "the proxies of your own before Lodge, for example 1.",
  ).default(0),
  SMTP_URL: address("SMTP_URL", ["smtp:", "smtps:"], "smtps://user:password@mail.example.com.").optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      "MAIL_FROM must be an address like portal@example.com or Lodge <portal@example.com>.",
    )
    .optional(),
  RESEND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "RESEND_API_KEY must be the key alone, without spaces.")
    .optional(),
  RESEND_BASE_URL: address("RESEND_BASE_URL", ["http:", "https:"], "https://api.resend.com.").optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_BASE_URL: address("TWILIO_BASE_URL", ["http:", "https:"], "https://api.twilio.com.").optional(),
  ...s3Shapes,
};

const schema = z.object(shapes);

/** A variable's text, from itself or from the file that `…_FILE` names; an empty one counts as unset. */
function textOf(name: string, variables: Variables, problems: string[]): string | undefined {
  const text = variables[name]?.trim();
  const file = variables[`${name}_FILE`]?.trim();
  if (!file) return text === "" ? undefined : text;
  if (text) {
    problems.push(`${name} and ${name}_FILE are both set; keep one of them.`);
    return text;
  }
  try {
    const held = readFileSync(file, "utf8").trim();
    if (held) return held;
    problems.push(`${name}_FILE names ${file}, which is empty; put the value into it.`);
  } catch {
    problems.push(`${name}_FILE names ${file}, which cannot be read; check the path and its permissions.`);
  }
  return undefined;
}

type Texts = Partial<Record<keyof typeof shapes, string | undefined>>;

function modeOf(texts: Texts): Env["mode"] {
  if (texts.LODGE_MODE) return texts.LODGE_MODE === "production" ? "production" : "demo";
  const configured = texts.DATABASE_URL ?? texts.SMTP_URL ?? texts.RESEND_API_KEY ?? texts.LODGE_URL;
  return configured === undefined ? "demo" : "production";
}

/** The rules that span several variables (SPEC "Fixed points", DECISIONS 32). */
function crossProblems(texts: Texts): string[] {
  const problems: string[] = [];
  if (texts.SMTP_URL && texts.RESEND_API_KEY) {
    problems.push("SMTP_URL and RESEND_API_KEY are both set; keep the one that mail shall go through.");
  }
  if (texts.RESEND_BASE_URL && !texts.RESEND_API_KEY) {
    problems.push("RESEND_BASE_URL is set without RESEND_API_KEY; set the key as well, or neither.");
  }
  if (!texts.TWILIO_ACCOUNT_SID !== !texts.TWILIO_AUTH_TOKEN) {
    problems.push("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN belong together; set both or neither.");
  }
  problems.push(...s3Problems(texts));
  if (texts.LODGE_SECRET) problems.push(...secretProblem(texts.LODGE_SECRET));
  if (modeOf(texts) === "demo") return problems;
  if (!texts.LODGE_SECRET) {
    problems.push("LODGE_SECRET is missing; production needs one. Make it with: openssl rand -base64 32");
  }
  if (!texts.SMTP_URL && !texts.RESEND_API_KEY) {
    problems.push("No mail provider is set; production needs SMTP_URL or RESEND_API_KEY.");
  }
  const url = urlOf(texts.LODGE_URL ?? "");
  if (url?.protocol === "http:" && !isLocalName(url.hostname)) {
    problems.push(`LODGE_URL must begin with https:// in production, like https://${url.host}.`);
  }
  return problems;
}

/**
 * Checks a set of variables. Throws EnvProblem with every problem found. In demo mode it makes the secret in
 * DATA_DIR when there is none (not when `mayBegin` is false: then that is a problem), and nothing else is written.
 */
export function readEnv(variables: Variables, mayBegin = true): Env {
  const problems: string[] = [];
  const texts: Texts = Object.fromEntries(
    Object.keys(shapes).map((name) => [name, textOf(name, variables, problems)]),
  );
  const parsed = schema.safeParse(texts);
  problems.push(...(parsed.error?.issues.map((issue) => issue.message) ?? []), ...crossProblems(texts));
  if (problems.length > 0 || !parsed.success) throw new EnvProblem(problems);
  const vars = parsed.data;
  const lodgeUrl = new URL(vars.LODGE_URL ?? `http://localhost:${String(vars.PORT)}`);
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = vars;
  return Object.freeze({
    mode: modeOf(texts),
    port: vars.PORT,
    lodgeUrl,
    dataDir: vars.DATA_DIR,
    filesDir: vars.FILES_DIR ?? resolve(vars.DATA_DIR, "files"),
    s3: s3Of(vars),
    maxFileBytes: vars.MAX_FILE_BYTES,
    secret: Buffer.from(vars.LODGE_SECRET ?? kept(vars.DATA_DIR, mayBegin), "utf8"),
    databaseUrl: vars.DATABASE_URL ?? vars.LODGE_EMBEDDED_URL,
    ownDatabase: vars.DATABASE_URL !== undefined,
    databaseAppUrl: vars.DATABASE_APP_URL,
    databasePool: vars.DATABASE_POOL,
    trustedProxies: vars.TRUSTED_PROXIES,
    smtpUrl: vars.SMTP_URL,
    // what lands in the demo's mailbox looks as it would from a host with a name
    mailFrom:
      vars.MAIL_FROM ??
      `Lodge <portal@${/(^|\.)localhost$/.test(lodgeUrl.hostname) ? "lodge-mail.example" : lodgeUrl.hostname}>`,
    resendApiKey: vars.RESEND_API_KEY,
    resendBaseUrl: vars.RESEND_BASE_URL,
    twilio: accountSid && authToken ? { accountSid, authToken, baseUrl: vars.TWILIO_BASE_URL } : undefined,
  });
}

function kept(dataDir: string, mayBegin: boolean): string {
  const why = noSecretHere(dataDir, mayBegin);
  if (why) throw new EnvProblem([why]);
  try {
    return keptSecret(dataDir);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? "damaged";
    throw new EnvProblem([
      `The secret in ${dataDir} cannot be read or made (${code}); check DATA_DIR and its permissions.`,
    ]);
  }
}

let parsedOnce: Env | undefined;

/** This process's settings, checked at the first call and then fixed. Throws EnvProblem. */
export function env(): Env {
  return (parsedOnce ??= readEnv(process.env));
}
