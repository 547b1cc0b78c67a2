/** A body whose second half is held back: `first` comes when the reader has asked for it, `go` lets it come. */
export function dripping(
  before: string,
  after: string,
): { body: ReadableStream<Uint8Array>; first: Promise<void>; go: () => void } {
  let told = (): void => undefined;
  let go = (): void => undefined;
  const first = new Promise<void>((done) => (told = done));
  const held = new Promise<void>((done) => (go = done));
  async function* halves() {
    yield Buffer.from(before);
    told();
    await held;
    yield Buffer.from(after);
  }
  const pieces = halves();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(to) {
        const { value, done } = await pieces.next();
        if (done === true) to.close();
        else to.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    first,
    go: () => {
      go();
    },
  };
}
