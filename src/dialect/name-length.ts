import type { Capabilities } from "./capabilities.ts";

/** Says how long a name is and may be, when it is too long for the database; undefined when it fits. */
export function tooLong(name: string, { identifiers }: Capabilities): string | undefined {
  if (identifiers.longest === "any") return undefined;
  const length = identifiers.counted === "bytes" ? Buffer.byteLength(name) : name.length;
  return length <= identifiers.longest ? undefined : `has ${length} ${identifiers.counted}, and a name may have ${identifiers.longest}`;
}
