import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as downloadRoute, HEAD as downloadHead } from "@/app/(admin)/admin/files/[fileId]/route";
import { closeDatabase, withFirm } from "@/db/client";
import { staffSessions } from "@/db/schema/staff";
import { asOf } from "@/lib/actions";
import { takeTurn } from "@/lib/access/rate-limit";
import { hashToken, newToken } from "@/lib/crypto";
import { beginUpload } from "@/lib/files/begin-upload";
import { finishUpload } from "@/lib/files/finish-upload";
import { filesOfTask } from "@/lib/files/queries";
import { readNotSent, readSaid } from "@/lib/files/said";
import { chunkBytes } from "@/lib/files/segments";
import { inPlaceOf, mostAtOnce } from "@/lib/files/sending-places";
import {
  fileRows,
  newContact,
  setCompleted,
  sha256,
  uploadWorld,
  type UploadWorld,
} from "@/test/factories/upload-world";
import { HEAD, OPTIONS, PATCH } from "./[fileId]/route";
import { POST } from "./route";

let world: UploadWorld;
let staffToken: string;
beforeAll(async () => {
  world = await uploadWorld();
  staffToken = newToken();
  await withFirm(world, (tx) =>
    tx.insert(staffSessions).values({
      firmId: world.firmId,
      staffId: world.staff.staffId,
      tokenHash: hashToken(staffToken),
      host: world.firm.origin,
      endsAt: sql`now() + interval '1 hour'`,
    }),
  );
});
afterAll(closeDatabase);

const begin = (size: number, name = "a.pdf") =>
  beginUpload(world.client, { taskId: world.taskId, uploadKey: randomUUID(), name, size });

function request(
  method: string,
  path: string,
  headers: Record<string, string | undefined>,
  body?: BodyInit,
  of = world,
): Request {
  const { origin } = of.firm;
  const all: Record<string, string | undefined> = {
    host: new URL(origin).host,
    origin,
    "sec-fetch-site": "same-origin",
    cookie: of.cookie,
    ...headers,
  };
  const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new Request(`${origin}${path}`, {
    method,
    headers: kept,
    ...(body === undefined ? {} : { body, duplex: "half" }),
  });
}

const at = (fileId: string) => ({ params: Promise.resolve({ fileId }) });
const pathOf = (fileId: string, client = world.client) => `/uploads/${fileId}?as=${asOf(client)}`;

function patch(
  fileId: string,
  offset: number,
  bytes: Buffer,
  headers: Record<string, string | undefined> = {},
  path = pathOf(fileId),
): Promise<Response> {
  const said = {
    "tus-resumable": "1.0.0",
    "content-type": "application/offset+octet-stream",
    "upload-offset": String(offset),
    "upload-checksum": `sha256 ${sha256(bytes).toString("base64")}`,
    ...headers,
  };
  return PATCH(request("PATCH", path, said, bytes as unknown as BodyInit), at(fileId));
}

const head = (fileId: string, path = pathOf(fileId)) =>
  HEAD(request("HEAD", path, { "tus-resumable": "1.0.0", origin: undefined }), at(fileId));

const download = (fileId: string, cookie: string) =>
  downloadRoute(request("GET", `/admin/files/${fileId}`, { cookie, origin: undefined }), at(fileId));

/** Takes every place that a sender has. */
async function allPlaces(of: UploadWorld) {
  let letGo: () => void = () => undefined;
  const until = new Promise<void>((resolve) => (letGo = resolve));
  const taken = Array.from({ length: mostAtOnce.sender }, () => inPlaceOf(of.client, "a.pdf", () => until));
  await Promise.resolve();
  return {
    letGo: async () => {
      letGo();
      await Promise.all(taken);
    },
  };
}

describe("/uploads, tus 1.0 with checksums", () => {
  it("[UP2] a file goes up in chunks, and HEAD says where to go on", async () => {
    const bytes = randomBytes(chunkBytes + 12_345);
    const { fileId } = await begin(bytes.length);
    const first = await patch(fileId, 0, bytes.subarray(0, chunkBytes));
    expect([first.status, first.headers.get("upload-offset"), first.headers.get("tus-resumable")]).toEqual([
      204,
      String(chunkBytes),
      "1.0.0",
    ]);
    const state = await head(fileId);
    expect([
      state.status,
      state.headers.get("upload-offset"),
      state.headers.get("upload-length"),
      state.headers.get("cache-control"),
    ]).toEqual([200, String(chunkBytes), String(bytes.length), "no-store"]);
    expect((await patch(fileId, chunkBytes, bytes.subarray(chunkBytes))).status).toBe(204);
    expect((await finishUpload(world.client, fileId)).sha256).toBe(sha256(bytes).toString("hex"));
    const got = await download(fileId, `__Host-staff=${staffToken}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("[UP2] wrong offset 409, damaged 460, wrong length 400, without its headers 400, 412 or 415", async () => {
    const bytes = randomBytes(1_000);
    const { fileId } = await begin(bytes.length);
    const wrong = await patch(fileId, 5, bytes);
    expect([wrong.status, wrong.headers.get("upload-offset")]).toEqual([409, "0"]);
    expect(
      (
        await patch(fileId, 0, bytes, {
          "upload-checksum": `sha256 ${sha256(Buffer.from("x")).toString("base64")}`,
        })
      ).status,
    ).toBe(460);
    expect((await patch(fileId, 0, bytes.subarray(0, 999))).status).toBe(400);
    expect((await patch(fileId, 0, Buffer.concat([bytes, bytes]))).status).toBe(400);
    expect((await patch(fileId, 0, bytes, { "content-length": "1e3" })).status).toBe(400);
    expect((await patch(fileId, 0, bytes, { "upload-checksum": undefined })).status).toBe(400);
    expect((await patch(fileId, 0, bytes, { "tus-resumable": "0.2.0" })).status).toBe(412);
    expect((await patch(fileId, 0, bytes, { "content-type": "text/plain" })).status).toBe(415);
    expect((await head(fileId)).headers.get("upload-offset")).toBe("0");
  });

  it("[X2] another site, another browser, another contact and an unknown file get nothing", async () => {
    const bytes = randomBytes(100);
    const { fileId } = await begin(bytes.length);
    const other = await newContact(world, true);
    const stranger = await uploadWorld();
    expect((await patch(fileId, 0, bytes, { origin: undefined })).status).toBe(403);
    expect((await patch(fileId, 0, bytes, { origin: "https://evil.example" })).status).toBe(403);
    expect((await patch(fileId, 0, bytes, { "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await patch(fileId, 0, bytes, { cookie: undefined })).status).toBe(403);
    expect((await patch(fileId, 0, bytes, { cookie: other.cookie })).status).toBe(403);
    expect(
      (await patch(fileId, 0, bytes, { cookie: other.cookie }, pathOf(fileId, other.client))).status,
    ).toBe(404);
    expect((await patch(fileId, 0, bytes, {}, pathOf(fileId, stranger.client))).status).toBe(403);
    expect((await patch(randomUUID(), 0, bytes)).status).toBe(404);
    expect((await patch("no-id", 0, bytes, {}, pathOf("no-id"))).status).toBe(404);
    expect((await patch(fileId, 0, bytes, { host: "elsewhere.example" })).status).toBe(404);
    expect([(await head(randomUUID())).status, (await head(fileId)).headers.get("upload-offset")]).toEqual([
      404,
      "0",
    ]);
  });

  it("[UP2] a slice says its length, is kept by itself, and its chunk by the last of them", async () => {
    const bytes = randomBytes(1024 * 1024 + 9);
    const { fileId } = await begin(bytes.length);
    const part = (from: number, to: number, said = to - from) =>
      patch(fileId, from, bytes.subarray(from, to), { "upload-slice": String(said) });
    const first = await part(0, 65_536);
    expect([first.status, first.headers.get("upload-offset")]).toEqual([204, "65536"]);
    expect((await head(fileId)).headers.get("upload-offset")).toBe("65536");
    expect((await part(65_536, 70_000)).status).toBe(400);
    expect((await part(65_536, 131_072, 65_535)).status).toBe(400);
    expect((await part(0, 65_536)).status).toBe(409);
    // without the header it would be a chunk, which has one length only
    expect((await patch(fileId, 65_536, bytes.subarray(65_536, 131_072))).status).toBe(400);
    expect((await part(65_536, bytes.length)).status).toBe(204);
    expect((await finishUpload(world.client, fileId)).sha256).toBe(sha256(bytes).toString("hex"));
  });

  it("[UP5] a chunk without a place is told to come again, and nothing of it is kept", async () => {
    const own = await uploadWorld();
    const bytes = Buffer.from("x");
    const { fileId } = await beginUpload(own.client, {
      taskId: own.taskId,
      uploadKey: randomUUID(),
      name: "a.pdf",
      size: 1,
    });
    const said = {
      "tus-resumable": "1.0.0",
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
      "upload-checksum": `sha256 ${sha256(bytes).toString("base64")}`,
    };
    const send = () => PATCH(request("PATCH", pathOf(fileId, own.client), said, bytes, own), at(fileId));
    const places = await allPlaces(own);
    const refused = await send();
    expect([refused.status, refused.headers.get("retry-after"), refused.headers.get("lodge-busy")]).toEqual([
      503,
      "5",
      "1",
    ]);
    expect(await refused.text()).toContain("has to wait: very many files are being sent");
    await places.letGo();
    expect((await send()).status).toBe(204);
  });

  it("[UP2] says what it can, and makes nothing by POST", () => {
    const can = OPTIONS();
    expect([can.status, can.headers.get("tus-extension"), can.headers.get("tus-checksum-algorithm")]).toEqual(
      [204, "checksum", "sha256"],
    );
  });

  it("[A11] after the work is completed a chunk is refused and nothing is written", async () => {
    const own = await uploadWorld();
    const bytes = randomBytes(50);
    const { fileId } = await beginUpload(own.client, {
      taskId: own.taskId,
      uploadKey: randomUUID(),
      name: "a.pdf",
      size: 50,
    });
    await setCompleted(own, true);
    const said = {
      "tus-resumable": "1.0.0",
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
      "upload-checksum": `sha256 ${sha256(bytes).toString("base64")}`,
    };
    const answer = await PATCH(request("PATCH", pathOf(fileId, own.client), said, bytes, own), at(fileId));
    expect(answer.status).toBe(404);
    expect((await fileRows(own.firmId))[0]).toMatchObject({ receivedBytes: 0, parts: [] });
  });
});

describe("/uploads, the plain form", () => {
  const fields = (of: UploadWorld, more: Record<string, string> = {}) => ({
    as: asOf(of.client),
    task_id: of.taskId,
    form_key: randomUUID(),
    ...more,
  });

  async function post(
    of: UploadWorld,
    values: Record<string, string>,
    given: [name: string, bytes: Buffer][],
    headers = {},
  ): Promise<string> {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    for (const [name, bytes] of given) form.append("files", new Blob([new Uint8Array(bytes)]), name);
    const whole = new Response(form);
    const type = whole.headers.get("content-type") ?? "";
    const answer = await POST(
      request("POST", "/uploads", { "content-type": type, ...headers }, await whole.arrayBuffer(), of),
    );
    expect(answer.status).toBe(303);
    return answer.headers.get("location") ?? "";
  }

  /** Where a form goes back to, without the sealed sentence. */
  const code = async (...given: Parameters<typeof post>) => (await post(...given)).replace(/&said=[^#]*/, "");

  it("[P6] what is said of a refused file names it, and only its own task's page can say it", async () => {
    const own = await uploadWorld();
    const said = async (name: string, bytes: Buffer) => {
      const back = new URL(await post(own, fields(own), [[name, bytes]]), own.firm.origin);
      const sealed = back.searchParams.get("said") ?? "";
      expect(readSaid(own.firmId, randomUUID(), sealed)).toBeUndefined();
      expect(back.href).not.toContain(name);
      const left = back.searchParams.get("left") ?? "";
      expect(readNotSent(own.firmId, own.taskId, left)).toEqual({ refused: [name], unsent: [] });
      expect(readNotSent(own.firmId, randomUUID(), left)).toBeUndefined();
      return readSaid(own.firmId, own.taskId, sealed);
    };
    expect(await said("statement.pdf.lnk", Buffer.from("x"))).toContain(
      "“statement.pdf.lnk” is a shortcut (.lnk)",
    );
    expect(await said("empty.pdf", Buffer.alloc(0))).toContain("“empty.pdf” is empty");
    expect(await said("run.pdf", Buffer.from("#!/bin/sh"))).toContain("“run.pdf” is a script");
    const page = Buffer.from("<table><tr><td><script>1</script></td></tr></table>");
    expect(await said("bank.xls", page)).toContain(
      "“bank.xls” is a web page saved under another name, and it holds a script, so it is not accepted. Open it in Excel and save it as .xlsx",
    );
    expect((await fileRows(own.firmId)).filter((row) => row.state === "received")).toEqual([]);
  });

  it("[P6] files arrive, and the same form sent again adds none", async () => {
    const own = await uploadWorld();
    const values = fields(own);
    const given: [string, Buffer][] = [
      ["Überweisung.pdf", randomBytes(chunkBytes + 77)],
      ['two "quoted".pdf', Buffer.from("%PDF-")],
    ];
    for (let i = 0; i < 2; i += 1) expect(await post(own, values, given)).toBe(`/tasks/${own.taskId}#files`);
    const sent = await filesOfTask(own.client, own.taskId);
    expect(sent.map((file) => file.name)).toEqual(["Überweisung.pdf", "two _quoted_.pdf"]);
    expect(sent[0]?.sha256).toBe(sha256(given[0]?.[1] ?? Buffer.alloc(0)).toString("hex"));
  });

  it("[P6] what is refused goes back to the task with a short code and keeps nothing", async () => {
    const own = await uploadWorld();
    const back = (code: string) => `/tasks/${own.taskId}?problem=${code}`;
    expect(await code(own, fields(own), [])).toBe(back("file-none"));
    expect(await code(own, fields(own), [["a.pdf", Buffer.alloc(0)]])).toBe(back("file-empty"));
    expect(await code(own, fields(own), [["a.sh", Buffer.from("x")]])).toBe(back("file-program"));
    expect(await code(own, fields(own), [["a.txt", Buffer.from("#!/bin/sh")]])).toBe(back("file-program"));
    expect(await code(own, fields(own), [["a.pdf", Buffer.from("x")]], { cookie: "" })).toBe(
      back("file-out"),
    );
    expect(await code(own, fields(own), [["a.pdf", Buffer.from("x")]], { origin: "null" })).toBe(
      "/?problem=file-out",
    );
    expect(await code(own, { ...fields(own), task_id: randomUUID() }, [["a.pdf", Buffer.from("x")]])).toMatch(
      /problem=file-gone$/,
    );
    expect(await code(own, { ...fields(own), form_key: "no" }, [["a.pdf", Buffer.from("x")]])).toBe(
      back("file-cut"),
    );
    expect(
      await code(own, { ...fields(own), task_id: "//evil.example" }, [["a.pdf", Buffer.from("x")]]),
    ).toMatch(/^\/\?problem=/);
    await setCompleted(own, true);
    expect(await code(own, fields(own), [["a.pdf", Buffer.from("x")]])).toBe(back("file-gone"));
    expect((await fileRows(own.firmId)).filter((row) => row.state === "received")).toEqual([]);
  });

  it("[P6] the same form with another file of the same name is refused in words, and the first stays", async () => {
    const own = await uploadWorld();
    const values = fields(own);
    expect(await post(own, values, [["a.pdf", Buffer.from("%PDF-1")]])).toBe(`/tasks/${own.taskId}#files`);
    expect(await code(own, values, [["a.pdf", Buffer.from("%PDF-2")]])).toBe(
      `/tasks/${own.taskId}?problem=file-other`,
    );
    const first = sha256(Buffer.from("%PDF-1")).toString("hex");
    expect((await filesOfTask(own.client, own.taskId)).map((file) => file.sha256)).toEqual([first]);
  });

  it("[UP5] a form without a place is told in HTTP to come again, and nothing of it is kept", async () => {
    const own = await uploadWorld();
    const places = await allPlaces(own);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields(own))) form.set(name, value);
    form.append("files", new Blob(["x"]), "late.pdf");
    const whole = new Response(form);
    const type = { "content-type": whole.headers.get("content-type") ?? "" };
    const answer = await POST(request("POST", "/uploads", type, await whole.arrayBuffer(), own));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await answer.text()).toContain("“late.pdf” has to wait");
    await places.letGo();
    expect(await fileRows(own.firmId)).toEqual([]);
  });

  it("[UP2] a form cut in the middle keeps nothing and says so", async () => {
    const own = await uploadWorld();
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = Object.entries(fields(own))
      .map(([name, value]) => part(name, value))
      .join("");
    const cut = `${start}--b\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n${"x".repeat(90_000)}`;
    const answer = await POST(
      request("POST", "/uploads", { "content-type": "multipart/form-data; boundary=b" }, cut, own),
    );
    expect(answer.headers.get("location")).toBe(`/tasks/${own.taskId}?problem=file-cut`);
    expect(await fileRows(own.firmId)).toEqual([]);
  });
});

describe("/admin/files", () => {
  it("[UP3] a download is an attachment that can be no page, under its own name", async () => {
    const { fileId } = await begin(9, "Überweisung.pdf");
    await patch(fileId, 0, Buffer.from("%PDF-1.7\n"));
    expect((await download(fileId, `__Host-staff=${staffToken}`)).status).toBe(404);
    await finishUpload(world.client, fileId);
    const got = await download(fileId, `__Host-staff=${staffToken}`);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      "content-disposition":
        "attachment; filename=\"Uberweisung.pdf\"; filename*=UTF-8''%C3%9Cberweisung.pdf",
      "content-length": "9",
      "content-type": "application/pdf",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    expect(await got.text()).toBe("%PDF-1.7\n");
  });

  it("[UP1] a device gets 404 for every byte route, its own file too; so do strangers", async () => {
    const { fileId } = await begin(1);
    await patch(fileId, 0, Buffer.from("x"));
    await finishUpload(world.client, fileId);
    for (const cookie of [world.cookie, "", `__Host-staff=${newToken()}`])
      expect((await download(fileId, cookie)).status).toBe(404);
    expect((await download("../../etc", `__Host-staff=${staffToken}`)).status).toBe(404);
    expect((await download(randomUUID(), `__Host-staff=${staffToken}`)).status).toBe(404);
    expect(downloadHead().status).toBe(404);
  });
});

describe("an answer while bytes still come", () => {
  it("[P6] a refused form and a refused chunk are read to their end, so that the browser hears why", async () => {
    const own = await uploadWorld();
    let asked = 0;
    const endless = (bytes: number) =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          if (asked >= bytes) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
          asked += 65_536;
        },
      });
    const { fileId } = await beginUpload(own.client, {
      taskId: own.taskId,
      uploadKey: randomUUID(),
      name: "a.pdf",
      size: 100,
    });
    const said = {
      "tus-resumable": "1.0.0",
      "content-type": "application/offset+octet-stream",
      "upload-offset": "0",
      "upload-checksum": `sha256 ${Buffer.alloc(32).toString("base64")}`,
    };
    expect(
      (await PATCH(request("PATCH", pathOf(fileId, own.client), said, endless(4_000_000), own), at(fileId)))
        .status,
    ).toBe(400);
    expect(asked).toBeGreaterThan(4_000_000);
    asked = 0;
    const answer = await postStream(
      own,
      {},
      filled(3_000_000, (bytes) => (asked += bytes)),
      {
        task_id: randomUUID(),
      },
    );
    expect([answer.status, answer.headers.get("connection")]).toEqual([303, null]);
    expect(asked).toBeGreaterThan(3_000_000);
  });

  it.each([
    ["a form of somebody who is not in", { cookie: undefined }, formStart],
    ["a form from another site", { origin: "https://evil.example" }, formStart],
    ["a form that never says whose it is", {}, () => "--b"],
    ["a file field without a name, which goes on for ever", {}, nameless],
  ])("[UP5] %s is read for 64 kB at most, and the connection closed", async (_title, headers, start) => {
    const own = await uploadWorld();
    let asked = 0;
    const body = filled(50_000_000, (bytes) => (asked += bytes));
    const answer = await postStream(own, headers, body, {}, start);
    expect([answer.status, answer.headers.get("connection")]).toEqual([303, "close"]);
    expect(asked).toBeLessThan(512 * 1024);
    expect(await fileRows(own.firmId)).toEqual([]);
  });

  it("[T6] forms take turns like every other act of a contact", async () => {
    const own = await uploadWorld();
    const act = () => takeTurn("actsOfContact", own.client.contactId);
    while (await act());
    // a turn comes back every tenth of a second: others of the contact take it while the form is under way
    let under = true;
    const others = Array.from({ length: 4 }, async () => {
      while (under) await act();
    });
    let asked = 0;
    const answer = await postStream(
      own,
      {},
      filled(3_000_000, (bytes) => (asked += bytes)),
    );
    under = false;
    await Promise.all(others);
    expect(answer.headers.get("location")).toBe(`/tasks/${own.taskId}?problem=file-often`);
    expect(asked).toBeLessThan(512 * 1024);
    expect(await fileRows(own.firmId)).toEqual([]);
  });
});

const field = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const fileHead = (name: string) =>
  `--b\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;
const fieldsOf = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => field(name, value))
    .join("");
function formStart(values: Record<string, string>): string {
  return fieldsOf(values) + fileHead("a.pdf");
}
function nameless(values: Record<string, string>): string {
  return fieldsOf(values) + fileHead("");
}

/** So many bytes in pieces of 64 kB, made only when they are asked for. */
async function* filled(bytes: number, asked: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for (let made = 0; made < bytes; made += 65_536) {
    await Promise.resolve();
    asked(65_536);
    yield new Uint8Array(65_536);
  }
}

function postStream(
  of: UploadWorld,
  headers: Record<string, string | undefined>,
  body: AsyncGenerator<Uint8Array>,
  values: Record<string, string> = {},
  start: (values: Record<string, string>) => string = formStart,
): Promise<Response> {
  const all = { as: asOf(of.client), task_id: of.taskId, form_key: randomUUID(), ...values };
  const head = Buffer.from(start(all));
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(head);
    },
    pull: async (controller) => {
      const next = await body.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
  const type = { "content-type": "multipart/form-data; boundary=b", ...headers };
  return POST(request("POST", "/uploads", type, stream, of));
}
