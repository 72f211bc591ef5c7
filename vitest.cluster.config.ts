import { defineConfig } from "vitest/config";
import { DatabaseReport } from "./test/support/database-report.ts";
import base from "./vitest.config.ts";

/** Suites that start several servers, stop some of them and bring them back: one file after the other. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ["test/cluster/*.test.ts"],
    exclude: [],
    reporters: ["default", new DatabaseReport({ stopsServers: true })],
    fileParallelism: false,
    hookTimeout: 200_000,
  },
});
