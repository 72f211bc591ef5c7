import { describe, expect, it } from "vitest";
import { readOptions, startupOptions } from "./options.ts";

describe("options of a PostgreSQL URL", () => {
  it("are refused with the list of known ones when unknown", () => {
    expect(() => readOptions({ parameters: { sslmod: "require" } })).toThrow(/"sslmod" is not known.*sslmode/);
  });
  it("are refused when their value cannot be", () => {
    for (const parameters of [{ sslmode: "maybe" }, { connect_timeout: "soon" }, { reader: "fast" }, { sslnegotiation: "direct" }] as Record<
      string,
      string
    >[]) {
      expect(() => readOptions({ parameters })).toThrow();
    }
  });
  it("put the session's settings into the startup packet, blanks and backslashes escaped", () => {
    const options = startupOptions(readOptions({ parameters: { search_path: 'a, "b c"', options: "-c geqo=off" } }));
    expect(options).toContain("-c TimeZone=UTC");
    expect(options).toContain('-c search_path=a,\\ "b\\ c"');
    expect(options?.endsWith("-c geqo=off")).toBe(true);
  });
  it("set nothing behind a pooler in transaction mode, and refuse what would have to be set", () => {
    expect(startupOptions(readOptions({ parameters: { pooler: "transaction" } }))).toBeUndefined();
    expect(() => readOptions({ parameters: { pooler: "transaction", search_path: "x" } })).toThrow("search_path");
  });
});
