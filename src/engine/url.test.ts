import { describe, expect, test } from "vitest";
import { parseUrl, redactUrl } from "./url.ts";

describe("parseUrl", () => {
  test.each([
    ["x:///app.db", { database: "app.db" }],
    ["x:////abs/app.db", { database: "/abs/app.db" }],
    ["x:///:memory:", { database: ":memory:" }],
    ["x://", { database: undefined, host: undefined }],
    ["x://h/d", { host: "h", database: "d", port: undefined, user: undefined }],
    ["x://u%40v:p%2Fw@[::1]:5432/my%20db", { user: "u@v", password: "p/w", host: "::1", port: 5432, database: "my db" }],
    ["x://%2Frun%2Fpg/d?sslmode=require&a=b+c", { host: "/run/pg", parameters: { sslmode: "require", a: "b+c" } }],
  ])("reads %s", (url, options) => {
    expect(parseUrl(url).options).toMatchObject(options);
  });

  test("takes driver and pool parameters out", () => {
    const url = parseUrl("X+Drv://h/d?pool_size=3&acquireTimeout=50&application=me");
    expect(url).toMatchObject({ scheme: "x", driver: "drv", pool: { size: 3, acquireTimeout: 50 }, options: { parameters: { application: "me" } } });
    expect(parseUrl("x://h/d?driver=pg").driver).toBe("pg");
  });

  test.each([
    "hush",
    "x:/hush@h",
    "x://u:hush/more@h/d",
    "x://u:hush%zz@h/d",
    "x://u:hush@h:99999/d",
    "x://u:hush@h/d?pool_size=many",
    "x://u:hush@h/d?a=1&a=2",
  ])("refuses %s without showing the password", (url) => {
    let error: unknown;
    try {
      parseUrl(url);
    } catch (e) {
      error = e;
    }
    expect(error).toMatchObject({ code: "CONFIGURATION.BAD_URL" });
    expect(String(error)).not.toContain("hush");
    expect(redactUrl(url)).not.toContain("hush");
  });

  test("shows everything but secrets", () => {
    expect(redactUrl("x+d://u:hush@h:1/d?sslpassword=hush&a=b")).toBe("x+d://u:***@h:1/d?sslpassword=***&a=b");
    expect(redactUrl("x:///file.db")).toBe("x:///file.db");
  });
});
