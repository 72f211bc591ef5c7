import { targets } from "../support/servers.ts";
import "./cases/index.ts";
import { runConformance } from "./conformance.ts";

for (const target of targets.filter(({ dialect }) => dialect === "mariadb" || dialect === "mysql")) runConformance({ target });
