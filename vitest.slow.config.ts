import { defineConfig, mergeConfig } from "vitest/config";
import base, { slow } from "./vitest.config.ts";

/** The tests that take minutes: grammars of six dialects, and compilers over large schemas. */
export default mergeConfig({ ...base, test: { ...base.test, include: [], exclude: [] } }, defineConfig({ test: { include: [...slow], testTimeout: 900_000 } }));
