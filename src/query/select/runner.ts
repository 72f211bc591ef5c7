import type { RowShape } from "../../dialect/row-shape.ts";
import type { Call, CallOptions, Executor } from "../../engine/executor.ts";
import { QueryError } from "../../kernel/errors.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Compiled, Compiler } from "../expressions/compile.ts";
import { type Bound, type Compilable, type Prepare, prepared } from "./prepared.ts";

/** Runs statements of callers on one database: plans are kept by structure, and a statement that runs again is not even looked at. */
export class Runner {
  readonly compiler: Compiler;
  readonly executor: Executor;
  readonly #plans = new GenerationalCache<string, Compiled>(512);
  readonly #seen = new WeakMap<object, { readonly compiled: Compiled; readonly values: unknown[] }>();

  constructor(compiler: Compiler, executor: Executor) {
    this.compiler = compiler;
    this.executor = executor;
  }

  /** `shape`: what rows of SQL of the caller's own are read as. */
  bind(statement: Compilable, shape?: RowShape): Bound {
    let seen = this.#seen.get(statement);
    if (!seen) {
      const structure = this.compiler.structure(statement);
      let compiled = shape ? undefined : this.#plans.get(structure.key);
      if (!compiled) {
        compiled = this.compiler.compile(statement, structure, { rawShape: shape });
        if (!shape) this.#plans.set(structure.key, compiled);
      }
      seen = { compiled, values: structure.values };
      this.#seen.set(statement, seen);
    }
    const { compiled, values } = seen;
    const named = compiled.given.find((given) => given !== undefined);
    if (named) throw new QueryError("QUERY.BAD_PLACEHOLDER", `the query has a placeholder "${named.name}": call prepare(), and give its value when it runs`);
    return { plan: compiled.plan, parameters: compiled.plan.bind(values) };
  }

  /** Compiled for good: values with names come with each call. */
  prepare(statement: Compilable): Prepare {
    return prepared(this.compiler, statement);
  }

  call(options: CallOptions, statement: Compilable, operation: Call["operation"]): Call {
    const { signal, timeout, tx } = options;
    return { operation, table: tableOf(statement), signal, timeout, tx };
  }
}

/** The table a statement is about, for events. */
function tableOf(statement: Compilable): string | undefined {
  switch (statement.kind) {
    case "insert":
    case "update":
    case "delete":
      return statement.table.name;
    case "select":
      return statement.from?.kind === "table" ? statement.from.name : undefined;
    default:
      return undefined;
  }
}
