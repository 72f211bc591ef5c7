import { loading } from "./load.golden.ts";
import type { GoldenCase } from "./nodes.ts";
import { ordering } from "./order.golden.ts";
import { where } from "./where.golden.ts";
import { write } from "./write.golden.ts";

/** All golden statements by feature. */
export const features: Readonly<Record<string, readonly GoldenCase[]>> = { where, ordering, loading, write };
