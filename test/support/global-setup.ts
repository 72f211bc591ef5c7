import type { TestProject } from "vitest/node";
import { findServers, required, servers } from "./server-list.ts";

/** Looks for servers once per run and tells every test file. Under CI the required ones must be there. */
export async function setup(project: TestProject): Promise<void> {
  const found = await findServers(process.env);
  project.provide("servers", found);
  if (!process.env["CI"] || process.env["ORMDANTIC_DATABASES"] === "sqlite") return;
  const missing = required.flatMap((name) => {
    const server = found[name];
    return "reason" in server ? [`${name}: ${server.reason}`] : [];
  });
  if (missing.length > 0) {
    const variables = required.map((name) => servers[name].variable).join(" and ");
    throw new Error(`Under CI these databases must be there: ${variables} say where.\n${missing.join("\n")}`);
  }
}
