import type { Stop } from "./stop.ts";

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

/**
 * Tries again, with growing random pauses, as long as `again` says so and `limit` milliseconds (0: for ever) are not over. The event loop stays
 * free meanwhile: a database's own busy time-out would block the very code that could end the wait.
 */
export async function patiently<T>(attempt: () => Promise<T>, again: (error: unknown) => boolean, limit: number, stop: Stop | undefined): Promise<T> {
  const started = performance.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    stop?.check();
    try {
      return await attempt();
    } catch (error) {
      if (!again(error) || (limit > 0 && performance.now() - started >= limit)) throw error;
    }
    await sleep(pause * (0.5 + Math.random()), stop);
  }
}

/** Rejects as soon as the call is to end. */
export async function sleep(ms: number, stop: Stop | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await (stop === undefined ? over : stop.race(over));
  } finally {
    clearTimeout(timer);
  }
}
