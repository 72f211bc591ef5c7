import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { DatabaseReport } from "./test/support/database-report.ts";

const source = fileURLToPath(new URL("./src/", import.meta.url));

/** Not yet shown to end in reasonable time on a small machine (grammars of ANTLR, 150 tables under two compilers); `npm run test:slow` runs them. */
export const slow: readonly string[] = [
  "test/golden/golden.test.ts",
  "test/golden/prepare.test.ts",
  "test/golden/ddl-tables.test.ts",
  "test/golden/ddl-options.test.ts",
  "test/types/scale.test.ts",
  "test/laws/filters.test.ts",
];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^ormdantic$/, replacement: `${source}index.ts` },
      { find: /^ormdantic\/(\w+)$/, replacement: `${source}$1.ts` },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["node_modules/**", ...slow],
    globalSetup: ["test/support/global-setup.ts"],
    reporters: ["default", new DatabaseReport()],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 10_000,
  },
});
