import { isStored } from "./errors.ts";
import type { SessionHost } from "./host.ts";
import { UnitOfWork } from "./session.ts";
import type { SessionOptions } from "./session-types.ts";

/** A session around a function, in a transaction that every call in it joins. When that comes to nothing, values the database gave leave the rows again. */
export async function sessionAround<T>(host: SessionHost, body: (unit: UnitOfWork) => Promise<T>, options: SessionOptions): Promise<T> {
  const units: UnitOfWork[] = [];
  try {
    const result = await host.transaction(async (tx) => {
      units.pop()?.abandon();
      const unit = new UnitOfWork(host, options, tx);
      units.push(unit);
      const answer = await body(unit);
      await unit.flush();
      return answer;
    }, options);
    await units.pop()?.close();
    return result;
  } catch (error) {
    if (isStored(error)) await units.pop()?.close();
    throw error;
  } finally {
    units.pop()?.abandon();
  }
}
