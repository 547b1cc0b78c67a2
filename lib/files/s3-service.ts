import "server-only";
import type { S3Client } from "@aws-sdk/client-s3";
import type { S3Settings } from "@/lib/env-s3";
import { regionOf } from "./s3-region";
import { StoreRefuses } from "./store";

/** Milliseconds: to connect; for a whole request, its tries together. */
export type S3Limits = { connectMs: number; requestMs: number };

/** What the service answered, or the network. Nothing of the request is in it: neither keys nor signatures. */
export class S3Problem extends Error {
  override readonly name = "S3Problem";
  constructor(
    operation: string,
    readonly code: string,
    readonly status: number | undefined,
  ) {
    super(`${operation}: ${code}, ${status === undefined ? "no answer" : `status ${String(status)}`}`);
  }
}

const fullCodes = new Set(["XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded"]);

/** The store's own "no" for whatever the service said. */
export const refusedBy = (problem: S3Problem): StoreRefuses =>
  new StoreRefuses(problem.status === 507 || fullCodes.has(problem.code) ? "full" : "away", {
    cause: problem,
  });

function problemOf(operation: string, thrown: unknown): S3Problem {
  const { name, code, $metadata } = (thrown ?? {}) as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const said = [code, name].find((text): text is string => typeof text === "string" && text !== "Error");
  return new S3Problem(operation, said?.slice(0, 60) ?? "failed", $metadata?.httpStatusCode);
}

/** The acts of S3 that the store needs, each with a deadline. Each throws S3Problem. */
export function s3Service(settings: S3Settings, { connectMs, requestMs }: S3Limits) {
  const { endpoint, bucket: Bucket, ...credentials } = settings;
  // loaded when first used: an installation that keeps files on a disk never pays for it
  const loaded = async () => {
    const sdk = await import("@aws-sdk/client-s3");
    const client = new sdk.S3Client({
      endpoint,
      region: regionOf(endpoint),
      credentials,
      forcePathStyle: true,
      maxAttempts: 3,
      // not every service knows the newer checksums; bytes are bound by the signature, TLS, and AES-GCM at rest
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: {
        connectionTimeout: connectMs,
        requestTimeout: requestMs,
        throwOnRequestTimeout: true,
        httpAgent: { maxSockets: 100 },
        httpsAgent: { maxSockets: 100 },
      },
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    return { sdk, client };
  };
  let making: ReturnType<typeof loaded> | undefined;

  type Sdk = Awaited<ReturnType<typeof loaded>>["sdk"];
  type Send = S3Client["send"];
  async function ask<T>(
    operation: string,
    work: (sdk: Sdk, client: { send: Send }, how: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const { sdk, client } = await (making ??= loaded());
    try {
      return await work(sdk, client, { abortSignal: AbortSignal.timeout(requestMs) });
    } catch (thrown) {
      throw problemOf(operation, thrown);
    }
  }

  return {
    /** Begins an upload in parts; its id. */
    begin: (Key: string): Promise<string> =>
      ask("CreateMultipartUpload", async (sdk, client, how) => {
        const ContentType = "application/octet-stream";
        const made = await client.send(
          new sdk.CreateMultipartUploadCommand({ Bucket, Key, ContentType }),
          how,
        );
        return given(made.UploadId);
      }),

    /** Puts one part; its ETag. */
    putPart: (Key: string, UploadId: string, PartNumber: number, Body: Buffer): Promise<string> =>
      ask("UploadPart", async (sdk, client, how) => {
        const put = await client.send(
          new sdk.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentLength: Body.length }),
          how,
        );
        return given(put.ETag);
      }),

    complete: (Key: string, UploadId: string, parts: { number: number; etag: string }[]): Promise<void> =>
      ask("CompleteMultipartUpload", async (sdk, client, how) => {
        const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` }));
        await client.send(
          new sdk.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
          how,
        );
      }),

    abort: (Key: string, UploadId: string): Promise<void> =>
      ask("AbortMultipartUpload", async (sdk, client, how) => {
        await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key, UploadId }), how);
      }),

    /** Uploads under way whose key begins so, a page at a time. */
    uploads: (Prefix: string, after?: Page) =>
      ask("ListMultipartUploads", async (sdk, client, how) => {
        const page = await client.send(
          new sdk.ListMultipartUploadsCommand({ Bucket, Prefix, ...after }),
          how,
        );
        const found = (page.Uploads ?? []).map(({ Key, UploadId, Initiated }) => ({
          key: given(Key),
          uploadId: given(UploadId),
          begunAt: Initiated,
        }));
        const next: Page | undefined =
          page.IsTruncated && page.NextKeyMarker
            ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
            : undefined;
        return { found, next };
      }),

    /** An object's length in bytes. */
    size: (Key: string): Promise<number> =>
      ask("HeadObject", async (sdk, client, how) => {
        const { ContentLength } = await client.send(new sdk.HeadObjectCommand({ Bucket, Key }), how);
        return ContentLength ?? 0;
      }),

    /** Bytes `from` up to and without `to`, whole. */
    read: (Key: string, from: number, to: number): Promise<Uint8Array> =>
      ask("GetObject", async (sdk, client, how) => {
        const Range = `bytes=${String(from)}-${String(to - 1)}`;
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key, Range }), how);
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      }),

    put: (Key: string, Body: Uint8Array): Promise<void> =>
      ask("PutObject", async (sdk, client, how) => {
        await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ContentLength: Body.length }), how);
      }),

    remove: (Key: string): Promise<void> =>
      ask("DeleteObject", async (sdk, client, how) => {
        await client.send(new sdk.DeleteObjectCommand({ Bucket, Key }), how);
      }),
  };
}

export type S3Service = ReturnType<typeof s3Service>;

type Page = { KeyMarker: string; UploadIdMarker: string | undefined };

const quiet = () => undefined;

function given(text: string | undefined): string {
  if (text === undefined) throw Object.assign(new Error("incomplete"), { code: "AnswerIncomplete" });
  return text;
}
