import { BodyCut, gatheredBody } from "@/lib/request-body";

/** A form that is cut off, malformed or larger than it may be. */
export class FormBroken extends Error {
  override readonly name = "FormBroken";
}

/** One field or file of a form. `filename` is undefined for a field. What is not read of its body is skipped. */
export type FormPart = { name: string; filename: string | undefined; body: AsyncGenerator<Uint8Array> };

const mostHeader = 8_192;
const mostParts = 100;

/** The boundary in a multipart/form-data content type (RFC 2046 §5.1.1); undefined for any other type. */
export function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return undefined;
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/**
 * Reads a multipart/form-data body as a stream (RFC 7578), holding about one piece of it. Of what nobody reads
 * `mostSkipped` bytes are passed over in all. Throws FormBroken.
 */
export async function* formParts(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
  mostSkipped: number,
): AsyncGenerator<FormPart> {
  const input = new Input(source);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  let left = mostSkipped;
  const skip = async (pieces: AsyncGenerator<Uint8Array>) => {
    for await (const piece of pieces)
      if ((left -= piece.length) < 0) throw new FormBroken("Too much of it was refused.");
  };
  try {
    await skip(input.until(delimiter));
    for (let count = 0; (await input.line()) !== "--"; count += 1) {
      if (count >= mostParts) throw new FormBroken("Too many parts.");
      const headers = await input.headers();
      const body = input.until(delimiter);
      yield { ...headers, body: leftOpen(body) };
      await skip(body);
    }
  } finally {
    await input.release();
  }
}

/** A field's text. Throws FormBroken when it is longer than it may be, in bytes. */
export async function fieldText(part: FormPart, most = 4_096): Promise<string> {
  const bytes = await gatheredBody(part.body, most);
  if (!bytes) throw new FormBroken("A field is too long.");
  return bytes.toString("utf8");
}

/** Bytes that came and were not taken yet. A line end is put before the first, so that every boundary begins with one. */
class Input {
  private held: Buffer = Buffer.from("\r\n");
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** Lets the source go, so that its owner may read on. */
  async release(): Promise<void> {
    await this.source.return?.();
  }

  private async more(): Promise<void> {
    const next = await this.source.next().catch((problem: unknown) => {
      throw problem instanceof BodyCut ? new FormBroken("The form was cut off.") : problem;
    });
    if (next.done) throw new FormBroken("The form was cut off.");
    this.held = this.held.length === 0 ? asBuffer(next.value) : Buffer.concat([this.held, next.value]);
  }

  private take(length: number): Buffer {
    const taken = this.held.subarray(0, length);
    this.held = this.held.subarray(length);
    return taken;
  }

  /** Everything up to a delimiter, which is taken too. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.held.indexOf(delimiter);
      const ready = at >= 0 ? at : this.held.length - delimiter.length + 1;
      if (ready > 0) yield this.take(ready);
      if (at >= 0) {
        this.take(delimiter.length);
        return;
      }
      await this.more();
    }
  }

  private async textUntil(end: string): Promise<string> {
    for (;;) {
      const at = this.held.indexOf(end);
      if (at >= 0)
        return this.take(at + end.length)
          .toString("utf8")
          .slice(0, -end.length);
      if (this.held.length > mostHeader) throw new FormBroken("A part's header is too long.");
      await this.more();
    }
  }

  /** What stands behind a boundary: nothing before a part, "--" at the end. */
  async line(): Promise<string> {
    while (this.held.length < 2) await this.more();
    if (this.held.subarray(0, 2).toString("latin1") === "--") return "--";
    return (await this.textUntil("\r\n")).trim();
  }

  async headers(): Promise<{ name: string; filename: string | undefined }> {
    const text = await this.textUntil("\r\n\r\n");
    const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(text)?.[1] ?? "";
    const name = /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1];
    if (name === undefined) throw new FormBroken("A part has no name.");
    const filename = /(?:^|;)\s*filename="([^"]*)"/i.exec(disposition)?.[1];
    return { name: unescaped(name), filename: filename === undefined ? undefined : unescaped(filename) };
  }
}

/** Whoever stops reading it leaves the rest where it is; a plain loop would end the source too. */
async function* leftOpen(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
}

/** A body whose last byte counts only when `still` does not throw: it may have taken hours to come. */
export async function* checkedAtEnd(
  body: AsyncGenerator<Uint8Array>,
  still: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  yield* body;
  await still();
}

/** Browsers write only these three characters of a name as percent codes (HTML standard, multipart/form-data encoding). */
const unescaped = (text: string): string =>
  text.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
