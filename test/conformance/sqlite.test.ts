import { targetsOf } from "../support/servers.ts";
import "./cases/index.ts";
import { runConformance } from "./conformance.ts";

for (const target of targetsOf("sqlite")) runConformance({ target });
