import { createHash, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";

const chunkBytes = 8 * 1024 * 1024;

/** One chunk of noise, sent again and again: its sum is made once, so that only the server works for each. */
const noise = randomBytes(chunkBytes);
const checksum = `sha256 ${createHash("sha256").update(noise).digest("base64")}`;

/** Sends a file of so many chunks to one address by PATCH, each after the other. Throws at the first refusal. */
export async function sendChunks(
  to: { port: number; path: string; headers: Record<string, string> },
  chunks: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let at = 0; at < chunks; at++) {
    await new Promise<void>((resolve, reject) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port: to.port,
          path: to.path,
          method: "PATCH",
          agent,
          headers: {
            ...to.headers,
            "content-type": "application/offset+octet-stream",
            "content-length": String(chunkBytes),
            "tus-resumable": "1.0.0",
            "upload-offset": String(at * chunkBytes),
            "upload-checksum": checksum,
          },
        },
        (response) => {
          response.resume();
          response.once("end", () => {
            if ((response.statusCode ?? 500) < 300) resolve();
            else reject(new Error(`Chunk ${at} was answered ${response.statusCode ?? 0}.`));
          });
        },
      );
      asked.once("error", reject);
      asked.end(noise);
    });
  }
  agent.destroy();
}

/** The SHA-256 of a file of so many chunks. */
export function sumOf(chunks: number): string {
  const hash = createHash("sha256");
  for (let at = 0; at < chunks; at++) hash.update(noise);
  return hash.digest("hex");
}

export const chunksIn = (bytes: number): number => bytes / chunkBytes;
