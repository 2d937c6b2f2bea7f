/** What a test does. */
export type Body = (...args: unknown[]) => unknown;

// A test may put other timers in their places.
const { setTimeout: start, clearTimeout: stop } = globalThis;

/**
 * Does the same, and fails when it is not done in time.
 *
 * @param body - what a test does
 * @param limitMs - how long it may take, in milliseconds
 */
export function limited(body: Body, limitMs: number): Body {
  return async (...args) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_resolve, reject) => {
      timer = start(() => reject(new Error(`not done within ${limitMs / 1000} s`)), limitMs);
    });
    try {
      return await Promise.race([body(...args), late]);
    } finally {
      stop(timer);
    }
  };
}
