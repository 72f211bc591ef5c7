import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { DatabaseReport } from "./test/support/database-report.ts";

const source = fileURLToPath(new URL("./src/", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^ormdantic$/, replacement: `${source}index.ts` },
      { find: /^ormdantic\/(\w+)$/, replacement: `${source}$1.ts` },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // They have a configuration of their own: npm run test:cluster.
    exclude: ["test/cluster/**", "node_modules/**"],
    globalSetup: ["test/support/global-setup.ts"],
    reporters: ["default", new DatabaseReport({ stopsServers: false })],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 10_000,
  },
});
