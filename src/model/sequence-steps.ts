import { ConfigurationError } from "../kernel/errors.ts";
import type { SequenceStepsDef } from "./definition.ts";
import type { SequenceOptions } from "./options.ts";

const numbers = ["start", "increment", "min", "max", "cache"] as const;

/** The options checked, integers as text. Throws ConfigurationError for what draws no numbers. */
export function sequenceSteps(options: SequenceOptions, of: string): SequenceStepsDef {
  const steps: Record<string, string> = {};
  for (const name of numbers) {
    const value = options[name];
    if (value === undefined) continue;
    if (typeof value !== "bigint" && !Number.isSafeInteger(value)) throw bad(of, `${name} ${String(value)}, which is no integer; write large ones as bigint`);
    steps[name] = String(value);
  }
  if (steps["increment"] === "0") throw bad(of, "increment 0, which draws the same number for ever");
  if (steps["cache"] !== undefined && Number(steps["cache"]) < 1) throw bad(of, `cache ${steps["cache"]}; it takes one number at least`);
  const { min, max, start } = steps;
  if (min !== undefined && max !== undefined && BigInt(min) > BigInt(max)) throw bad(of, `min ${min} above max ${max}`);
  if (start !== undefined && ((min !== undefined && BigInt(start) < BigInt(min)) || (max !== undefined && BigInt(start) > BigInt(max))))
    throw bad(of, `start ${start} outside of min and max`);
  return { ...steps, ...(options.cycle ? { cycle: true } : {}) };
}

function bad(of: string, has: string): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_SEQUENCE", `${of} has ${has}`);
}
