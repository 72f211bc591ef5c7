import { targets } from "../support/servers.ts";
import "./cases/index.ts";
import { runConformance } from "./conformance.ts";

for (const target of targets.filter(({ dialect }) => dialect === "postgres")) {
  runConformance({ target });
  runConformance({ target, parameters: "reader=text" });
}
