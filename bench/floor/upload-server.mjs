// The floor of uploads: takes the same chunks, hashes each and the whole, encrypts by the mebibyte, writes, syncs.
import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { createServer } from "node:http";

const [, , path] = process.argv;
const segment = 1024 * 1024;
let file;
let at = 0;
let whole;
const key = randomBytes(32);

async function begin() {
  await file?.close();
  await rm(path, { force: true });
  file = await open(path, "w");
  at = 0;
  whole = createHash("sha256");
}

async function seal(plain) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = cipher.update(plain);
  cipher.final();
  const pieces = [nonce, body, cipher.getAuthTag()];
  const { bytesWritten } = await file.writev(pieces, at);
  at += bytesWritten;
}

async function chunk(request) {
  const own = createHash("sha256");
  const block = Buffer.allocUnsafeSlow(segment);
  let filled = 0;
  for await (const bytes of request) {
    for (let from = 0; from < bytes.length;) {
      const taken = bytes.copy(block, filled, from);
      from += taken;
      filled += taken;
      if (filled < segment) continue;
      own.update(block);
      whole.update(block);
      await seal(block);
      filled = 0;
    }
  }
  return own.digest("base64");
}

const server = createServer(async (request, response) => {
  if (request.url === "/begin") await begin();
  else if (request.url === "/finish") {
    await file.sync();
    response.setHeader("x-sha256", whole.digest("hex"));
  } else if ((await chunk(request)) !== request.headers["upload-checksum"]?.split(" ")[1]) {
    response.statusCode = 460;
  }
  response.end();
}).listen(0, "127.0.0.1", () => console.log(server.address().port));
