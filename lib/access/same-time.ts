const stepMs = 350;

/**
 * Runs something and answers at the next full step of time after it began, so that how long it took does not tell
 * whether somebody is known (A8, ASVS 6.3.8).
 */
export async function sameTime<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const took = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, Math.ceil(took / stepMs) * stepMs - took));
  }
}
