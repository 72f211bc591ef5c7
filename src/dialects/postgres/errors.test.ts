import { describe, expect, it } from "vitest";
import { classify } from "./errors.ts";

describe("classify", () => {
  it("reads a unique violation with its columns, never their values", () => {
    const error = { code: "23505", constraint: "t_a_b_key", table: "t", detail: 'Key (a, "B c")=(1, secret) already exists.' };
    expect(classify(error)).toEqual({ kind: "unique", nativeCode: "23505", constraint: "t_a_b_key", table: "t", columns: ["a", "B c"] });
  });
  it("leaves out the columns of a key over expressions", () => {
    expect(classify({ code: "23505", constraint: "i", detail: "Key (lower(email))=(x) already exists." }).columns).toBeUndefined();
  });
  it("takes socket errors for a lost connection, although EPIPE looks like an SQLSTATE", () => {
    for (const code of ["EPIPE", "ECONNREFUSED", "ECONNRESET", "08006", "57P01"]) expect(classify({ code }).kind).toBe("connection");
  });
  it("tells a statement that this library cancelled from one that timed out", () => {
    expect(classify({ code: "57014", requested: true }).kind).toBe("cancelled");
    expect(classify({ code: "57014", requested: false }).kind).toBe("statementTimeout");
    expect(classify({ code: "57014" }).kind).toBe("cancelled");
  });
  it("knows a stale plan from a feature that is missing", () => {
    expect(classify({ code: "0A000", routine: "RevalidateCachedQuery" }).kind).toBe("stalePlan");
    expect(classify({ code: "0A000", routine: "transformOnConflict" }).kind).toBe("syntax");
  });
  it("falls back to the class of the code, and to unknown", () => {
    expect(classify({ code: "22P02" }).kind).toBe("value");
    expect(classify({ code: "42883" }).kind).toBe("syntax");
    expect(classify({ code: "XX000" }).kind).toBe("unknown");
    expect(classify(new Error("?"))).toEqual({ kind: "unknown", nativeCode: undefined });
  });
});
