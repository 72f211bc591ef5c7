import "./cases/index.ts";
import { runConformance } from "./conformance.ts";

runConformance({
  target: { name: "PGlite", dialect: "postgres", create: async () => ({ url: "postgresql+pglite:///:memory:", drop: async () => undefined }) },
  without: {
    "createAll and dropAll can be repeated, tables that need each other included":
      "every PGlite object is a database of its own, so a second one cannot see the first",
    "keys that only the database finds equal lose no rows, in any strategy": "PGlite has no ICU, so no collation without case",
  },
});
