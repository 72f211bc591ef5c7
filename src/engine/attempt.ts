import type { Connection } from "../dialect/driver.ts";
import { answerOf } from "./cancel.ts";
import type { Call } from "./executor.ts";
import type { Faults } from "./faults.ts";
import type { Lane } from "./lane.ts";
import { patiently } from "./patience.ts";
import type { Stop } from "./stop.ts";
import type { Answer, Work } from "./work.ts";

/** Runs a statement on a connection that is held for it; errors come out as ours and the lane knows of them. */
export async function attempt<T extends Answer>(
  faults: Faults,
  lane: Lane,
  connection: Connection,
  work: Work<T>,
  call: Call,
  stop: Stop | undefined,
  patience: number,
): Promise<T> {
  let running = false;
  const start = async (): Promise<T> => {
    running = true;
    const answer = work.start(connection);
    return answer instanceof Promise && stop !== undefined ? answerOf(connection, stop, answer) : answer;
  };
  let answer: T;
  try {
    answer = await patiently(start, (error) => stop?.error === undefined && faults.isBusy(error), patience, stop);
  } catch (error) {
    const fault = stop?.error ?? faults.translate(error, { sql: work.sql, parameters: work.parameters, table: call.table });
    if (running && fault !== error) lane.noteError(fault);
    throw fault;
  }
  // Stopped too late: what was written is written, and the caller must know.
  if (stop?.error && !work.changed(answer)) throw stop.error;
  return answer;
}
