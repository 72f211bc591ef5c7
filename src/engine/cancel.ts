import type { Connection } from "../dialect/driver.ts";
import type { Stop } from "./stop.ts";

/** How long a stopped statement and the request to stop it may take to be answered before the connection is given up. */
export const GRACE_MS = 5_000;

/**
 * Waits for the answer of a running statement. When the call is to end, the server is asked to stop the statement (where it can be), and both
 * answers are waited for, so that a late request never hits the next statement of the connection. If one of them does not come, `stop.doubtful`
 * tells that the connection must be thrown away.
 */
export async function answerOf<T>(connection: Connection, stop: Stop, answer: Promise<T>): Promise<T> {
  let request: Promise<boolean> | undefined;
  const forget = stop.on(() => {
    request = connection.cancel?.().then(
      () => true,
      () => false,
    );
  });
  if (connection.cancel === undefined) return answer.finally(forget);
  const settled = answer.then(
    () => true,
    () => true,
  );
  const stopped = new Promise<void>((resolve) => {
    const leave = stop.on(() => resolve());
    settled.then(leave);
  });
  await Promise.race([settled, stopped]);
  forget();
  if (request !== undefined && !(await bothSeen(settled, request))) {
    stop.doubtful = true;
    stop.check();
  }
  return answer;
}

/** False when one of the two does not come in time, or the request failed. */
async function bothSeen(statement: Promise<boolean>, request: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), GRACE_MS);
  });
  // A request that failed will not stop the statement: its answer may be far away, so nobody waits for it.
  const both = request.then((heard) => heard && statement);
  const seen = await Promise.race([both, late]);
  clearTimeout(timer);
  return seen;
}
