import { rmSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import S3rver from "s3rver";
import type { S3Settings } from "@/lib/env-s3";

type Part = { etag: string; bytes: number };
type Upload = { key: string; begunAt: Date; parts: Map<string, Part>; completing?: Promise<void> };

/** What goes wrong with a request: no answer, an error of S3, or the connection cut in the middle of bytes. */
export type Fault = "hang" | "cut" | { status: number; code: string };

/**
 * s3rver on loopback with what it lacks: uploads that can be listed and aborted, a complete that insists on the parts
 * and happens once and whole, as on S3, also for whoever reads meanwhile. `fault` says of each request what goes wrong with it.
 */
export async function testS3() {
  const directory = await mkdtemp(join(tmpdir(), "lodge-s3-"));
  const bucket = "files";
  process.once("exit", () => {
    rmSync(directory, { recursive: true, force: true });
  });
  const s3rver = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  });
  await s3rver.configureBuckets();
  const answer = s3rver.callback();
  const uploads = new Map<string, Upload>();
  const asked: string[] = [];
  const s3 = {
    uploads,
    asked,
    fault: undefined as ((act: string) => Fault | undefined) | undefined,
    settings: {} as S3Settings,
    fileOf: (key: string) => join(directory, bucket, `${key}._S3rver_object`),
    loseBucket: () => rm(join(directory, bucket), { recursive: true }),
    makeBucket: () => s3rver.configureBuckets(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer((request, response) => {
    const act = actOf(request);
    asked.push(act);
    const fault = s3.fault?.(act);
    if (fault === "hang") return;
    if (fault === "cut") cut(request, response);
    else if (fault) refuse(response, fault.status, fault.code);
    else void strict({ uploads, directory: join(directory, bucket) }, act, request, response, answer);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  server.unref();
  const { port } = server.address() as AddressInfo;
  s3.settings = {
    endpoint: `http://127.0.0.1:${String(port)}`,
    bucket,
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
  };
  return s3;
}

export type TestS3 = Awaited<ReturnType<typeof testS3>>;

const queryOf = (request: IncomingMessage) => new URL(request.url ?? "/", "http://s3").searchParams;

/** The act of S3 that a request is, by a short name: begin, part, complete, abort, list, or its method. */
function actOf(request: IncomingMessage): string {
  const query = queryOf(request);
  const { method = "" } = request;
  if (query.has("uploads")) return method === "POST" ? "begin" : "list";
  if (!query.has("uploadId")) return method;
  return { PUT: "part", POST: "complete", DELETE: "abort" }[method] ?? method;
}

const keyOf = (request: IncomingMessage) =>
  new URL(request.url ?? "/", "http://s3").pathname.split("/").slice(2).join("/");

/** Until each part is on the disk: s3rver answers for a part before its last bytes are written. */
async function writtenOut(folder: string, { parts }: Upload): Promise<void> {
  for (const [number, { bytes }] of parts) {
    for (let tries = 0; tries < 500; tries += 1) {
      if ((await stat(join(folder, number)).catch(() => undefined))?.size === bytes) break;
      await new Promise((later) => setTimeout(later, 10));
    }
  }
}

type Kept = { uploads: Map<string, Upload>; directory: string };

async function strict(
  { uploads, directory }: Kept,
  act: string,
  request: IncomingMessage,
  response: ServerResponse,
  answer: ReturnType<S3rver["callback"]>,
): Promise<void> {
  const query = queryOf(request);
  const uploadId = query.get("uploadId") ?? "";
  const key = keyOf(request);
  for (const other of uploads.values()) if (other.key === key) await other.completing;
  const upload = uploads.get(uploadId);
  if (query.has("uploadId") && !upload) {
    request.resume();
    refuse(response, 404, "NoSuchUpload");
  } else if (act === "list") {
    say(response, 200, listed(uploads, query.get("prefix") ?? ""));
  } else if (act === "abort") {
    uploads.delete(uploadId);
    response.writeHead(204).end();
  } else if (act === "complete" && upload) {
    const closed = new Promise((done) => response.once("close", done));
    upload.completing = closed.then(() => undefined);
    const body = Buffer.concat(await request.toArray());
    if (!namesParts(body.toString(), upload)) {
      refuse(response, 400, "InvalidPart");
      return;
    }
    await writtenOut(join(directory, "._S3rver_uploads", uploadId), upload);
    response.once("finish", () => uploads.delete(uploadId));
    const { headers, method, url, socket, httpVersion } = request;
    const again = Object.assign(Readable.from([body]), { headers, method, url, socket, httpVersion });
    answer(again as unknown as IncomingMessage, response);
  } else {
    if (act === "begin") noteUpload(uploads, request, response);
    if (act === "part") {
      response.once("finish", () => {
        const { "x-amz-decoded-content-length": decoded, "content-length": sent } = request.headers;
        upload?.parts.set(query.get("partNumber") ?? "", {
          etag: String(response.getHeader("etag")),
          bytes: Number(decoded ?? sent),
        });
      });
    }
    answer(request, response);
  }
}

function noteUpload(uploads: Map<string, Upload>, request: IncomingMessage, response: ServerResponse): void {
  const end = response.end.bind(response) as (body: unknown) => ServerResponse;
  const key = keyOf(request);
  response.end = (body: unknown) => {
    const uploadId = /<UploadId>(.+)<\/UploadId>/.exec(String(body))?.[1];
    if (uploadId) uploads.set(uploadId, { key, begunAt: new Date(), parts: new Map() });
    return end(body);
  };
}

const namesParts = (xml: string, { parts }: Upload): boolean =>
  [...xml.matchAll(/<Part>(.+?)<\/Part>/gs)].every(([, part = ""]) => {
    const number = /<PartNumber>(\d+)</.exec(part)?.[1] ?? "";
    const etag = /<ETag>(.+?)</.exec(part)?.[1]?.replace(/&quot;|"/g, "");
    return etag !== undefined && parts.get(number)?.etag.replaceAll('"', "") === etag;
  });

const listed = (uploads: Map<string, Upload>, prefix: string): string =>
  `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${[...uploads]
    .filter(([, { key }]) => key.startsWith(prefix))
    .map(
      ([id, { key, begunAt }]) =>
        `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${begunAt.toISOString()}</Initiated></Upload>`,
    )
    .join("")}</ListMultipartUploadsResult>`;

function cut(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "GET") {
    request.once("data", () => request.destroy());
    return;
  }
  response.writeHead(206, { "Content-Length": "2000" }).write("x".repeat(1_000));
  setTimeout(() => response.destroy(), 20);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  say(response, status, `<Error><Code>${code}</Code><Message>No.</Message></Error>`);
}

function say(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "Content-Type": "application/xml" }).end(xml);
}
