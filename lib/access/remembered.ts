/** How long an answer is kept, in ms, and how many of each sort, so that a million invented names fill no memory. */
type Bounds = { ms: number; most: number };

/**
 * Keeps what `look` answers for a short while, in this process. "Nothing there" is kept apart, so that invented
 * names push out no real one. What fails is not kept.
 */
export function remembered<T>(
  look: (key: string) => Promise<T | undefined>,
  { ms, most }: Bounds,
): (key: string) => Promise<T | undefined> {
  type Kept = { until: number; answer: T | undefined };
  const [there, nothing] = [new Map<string, Kept>(), new Map<string, Kept>()];
  return async (key) => {
    const now = performance.now();
    const kept = there.get(key) ?? nothing.get(key);
    if (kept && kept.until > now) return kept.answer;
    there.delete(key);
    nothing.delete(key);
    const answer = await look(key);
    const shelf = answer === undefined ? nothing : there;
    const [oldest] = shelf.keys();
    if (shelf.size >= most && oldest !== undefined) shelf.delete(oldest);
    shelf.set(key, { until: now + ms, answer });
    return answer;
  };
}
