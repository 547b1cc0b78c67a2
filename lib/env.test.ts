import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { EnvProblem, readEnv } from "./env";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "lodge-env-"));
});

const secret = "k8Qm2ZtXv5Yb7Nc1Rd4Wf6Hg9Jp3Ls0A";
const production = { LODGE_MODE: "production", LODGE_SECRET: secret, SMTP_URL: "smtp://localhost:2525" };

function problemsOf(variables: Record<string, string>): string[] {
  try {
    readEnv({ DATA_DIR: dataDir, ...variables });
  } catch (problem) {
    if (problem instanceof EnvProblem) return problem.problems;
    throw problem;
  }
  return [];
}

describe("the mode", () => {
  test("[O1] with nothing configured Lodge is a demo on port 3000", () => {
    const env = readEnv({ DATA_DIR: dataDir });
    expect(env).toMatchObject({ mode: "demo", port: 3000, ownDatabase: false, maxFileBytes: 2 * 1024 ** 3 });
    expect(env.lodgeUrl.href).toBe("http://localhost:3000/");
    expect(env.filesDir).toBe(join(dataDir, "files"));
  });

  test.each([
    ["DATABASE_URL", "postgres://u:p@db/lodge"],
    ["SMTP_URL", "smtp://localhost"],
    ["RESEND_API_KEY", "re_1"],
    ["LODGE_URL", "http://localhost:4000"],
  ])("[O2] %s alone makes it production, which then asks for what is missing", (name, value) => {
    expect(problemsOf({ [name]: value }).join(" ")).toContain("LODGE_SECRET is missing");
    expect(readEnv({ DATA_DIR: dataDir, LODGE_MODE: "demo", [name]: value }).mode).toBe("demo");
  });

  test("[O2] production may use the embedded database and a local host without https", () => {
    expect(readEnv({ DATA_DIR: dataDir, ...production })).toMatchObject({
      mode: "production",
      ownDatabase: false,
    });
    expect(problemsOf({ ...production, LODGE_URL: "http://acme.localhost:3000" })).toEqual([]);
  });
});

describe("wrong variables", () => {
  test("[O2] every problem is told at once, each as a sentence", () => {
    const problems = problemsOf({
      PORT: "70000",
      LODGE_MODE: "staging",
      DATABASE_URL: "mysql://x/y",
      SMTP_URL: "mail",
      TWILIO_AUTH_TOKEN: "t",
    });
    expect(problems).toHaveLength(5);
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ .+\.$/);
  });

  test("[O2] production without secret, mail and https names all three", () => {
    const problems = problemsOf({ LODGE_URL: "http://portal.example.org" });
    expect(problems.map((p) => p.split(" ", 1)[0])).toEqual(["LODGE_SECRET", "No", "LODGE_URL"]);
  });

  test.each([
    ["PORT", "0"],
    ["PORT", "3000x"],
    ["LODGE_URL", "portal.example.org"],
    ["LODGE_URL", "https://portal.example.org/lodge"],
    ["DATABASE_URL", "postgres://u:p@db"],
    ["MAIL_FROM", "Lodge"],
    ["MAIL_FROM", "Lodge <a@b.example>\r\nBcc: x@y.example"],
    ["MAX_FILE_BYTES", "2GB"],
    ["RESEND_BASE_URL", "localhost:3126"],
    ["TWILIO_ACCOUNT_SID", "AC1"],
    ["S3_BUCKET", "files"],
  ])("[O2] %s=%s is refused by name", (name, value) => {
    const problems = problemsOf({ LODGE_MODE: "demo", [name]: value });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join(" ")).toContain(name.split("_", 1)[0]);
  });

  test.each(["short", "x".repeat(40), "change-me-change-me-change-me-change-me", "password".repeat(5)])(
    "[O2] the secret %s is refused",
    (weak) => {
      expect(problemsOf({ ...production, LODGE_SECRET: weak })).toHaveLength(1);
    },
  );

  test("[T5] no problem repeats a secret value", () => {
    const problems = problemsOf({
      LODGE_SECRET: "hunter2",
      DATABASE_URL: "mysql://u:hunter2@db/x",
      SMTP_URL: "hunter2",
    });
    expect(problems.join(" ")).not.toContain("hunter2");
  });
});

describe("where files go", () => {
  const s3 = {
    S3_ENDPOINT: "https://s3.eu-central-1.amazonaws.com",
    S3_BUCKET: "lodge-files",
    S3_ACCESS_KEY_ID: "AKIAEXAMPLE",
    S3_SECRET_ACCESS_KEY: "c2VjcmV0/+secret",
  };

  test("[D1] all four variables of S3 choose the bucket, none of them the disk", () => {
    expect(readEnv({ DATA_DIR: dataDir, ...s3 }).s3).toEqual({
      endpoint: s3.S3_ENDPOINT,
      bucket: s3.S3_BUCKET,
      accessKeyId: s3.S3_ACCESS_KEY_ID,
      secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
    });
    expect(readEnv({ DATA_DIR: dataDir }).s3).toBeUndefined();
  });

  test("[O2] the secret key of S3 may come from a file", () => {
    const file = join(dataDir, "key");
    writeFileSync(file, "from-a-file\n");
    const { S3_SECRET_ACCESS_KEY: _, ...others } = s3;
    const { s3: chosen } = readEnv({ DATA_DIR: dataDir, ...others, S3_SECRET_ACCESS_KEY_FILE: file });
    expect(chosen?.secretAccessKey).toBe("from-a-file");
  });

  test.each(Object.keys(s3))("[O2] S3 without %s is refused by its name", (name) => {
    const problems = problemsOf({ ...s3, [name]: "" });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} is missing; `));
  });

  test.each([
    ["FILES_DIR", "/var/files"],
    ["MAX_FILE_BYTES", String(50 * 1024 ** 3)],
    ["S3_ENDPOINT", "s3.example.com"],
    ["S3_ENDPOINT", "https://s3.example.com/lodge-files"],
    ["S3_ENDPOINT", "https://key:secret@s3.example.com"],
    ["S3_BUCKET", "Lodge Files"],
    ["S3_BUCKET", "../lodge"],
    ["S3_ACCESS_KEY_ID", "two words"],
  ])("[O2] with S3, %s=%s is refused in one sentence that names it", (name, value) => {
    const problems = problemsOf({ ...s3, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} .+\\.$`));
    expect(problems[0]).not.toContain(s3.S3_SECRET_ACCESS_KEY);
  });
});

describe("variables from files", () => {
  test("[O2] a value comes from the file that …_FILE names, without its line end", () => {
    const file = join(dataDir, "given");
    writeFileSync(file, `${secret}\n`);
    expect(readEnv({ DATA_DIR: dataDir, LODGE_SECRET_FILE: file }).secret.toString()).toBe(secret);
  });

  test("[O2] a missing file, and both ways at once, are told", () => {
    expect(problemsOf({ LODGE_SECRET_FILE: "/nowhere/secret" })[0]).toContain("cannot be read");
    const file = join(dataDir, "port");
    writeFileSync(file, "3000");
    expect(problemsOf({ PORT: "3000", PORT_FILE: file })[0]).toContain("both set");
  });
});

describe("the demo's secret", () => {
  test("[O1] is made once, 256 bits, for its owner alone, and kept", () => {
    const first = readEnv({ DATA_DIR: dataDir }).secret;
    expect(Buffer.from(first.toString(), "base64url")).toHaveLength(32);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(readEnv({ DATA_DIR: dataDir }).secret).toEqual(first);
    expect(readFileSync(join(dataDir, "secret"), "utf8").trim()).toBe(first.toString());
  });

  test("[O4] none is made where a database lies that was made with another, nor by a command", () => {
    expect(() => readEnv({ DATA_DIR: dataDir }, false)).toThrow(
      /^No LODGE_SECRET is set and .* no demo; give/,
    );
    writeFileSync(join(dataDir, "postgres.json"), "{}");
    expect(problemsOf({})[0]).toMatch(/^LODGE_SECRET is missing: what lies in .* was made with one; give/);
    expect(existsSync(join(dataDir, "secret"))).toBe(false);
    expect(readEnv({ DATA_DIR: dataDir, LODGE_SECRET: secret }, false).mode).toBe("demo");
  });

  test("[O1] a damaged one is told, never replaced", () => {
    writeFileSync(join(dataDir, "secret"), "cut");
    expect(problemsOf({})[0]).toContain("cannot be read");
    expect(readFileSync(join(dataDir, "secret"), "utf8")).toBe("cut");
  });
});
