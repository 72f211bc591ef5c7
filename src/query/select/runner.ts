import type { RowShape } from "../../dialect/row-shape.ts";
import type { Call, CallOptions, Executor } from "../../engine/executor.ts";
import { QueryError } from "../../kernel/errors.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Node, Statement } from "../../sql/ast.ts";
import type { Compiled, Compiler } from "../expressions/compile.ts";
import type { Plan } from "../plan.ts";

/** A plan and the values of one call, as the driver takes them. */
export interface Bound {
  readonly plan: Plan;
  readonly parameters: unknown[];
}

type Compilable = Statement | Node<"fragment">;

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
        compiled = this.compiler.compile(statement, structure, shape);
        if (!shape) this.#plans.set(structure.key, compiled);
      }
      seen = { compiled, values: structure.values };
      this.#seen.set(statement, seen);
    }
    const { compiled, values } = seen;
    const named = compiled.names.find((name) => name !== undefined);
    if (named !== undefined)
      throw new QueryError("QUERY.BAD_PLACEHOLDER", `the query has a placeholder "${named}": call prepare(), and give its value when it runs`);
    return { plan: compiled.plan, parameters: compiled.plan.bind(values) };
  }

  /** Compiled for good: values with names come with each call. */
  prepare(statement: Compilable): (given: Readonly<Record<string, unknown>>) => Bound {
    const structure = this.compiler.structure(statement);
    const compiled = this.compiler.compile(statement, structure);
    const { plan, names } = compiled;
    const known = new Set(names.filter((name) => name !== undefined));
    let next = 0;
    const fixed = names.map((name) => (name === undefined ? structure.values[next++] : undefined));
    return (given) => {
      for (const name of known)
        if (!Object.hasOwn(given, name)) throw new QueryError("QUERY.BAD_PLACEHOLDER", `the prepared query needs a value for "${name}"`);
      for (const name of Object.keys(given))
        if (!known.has(name)) throw new QueryError("QUERY.BAD_PLACEHOLDER", `the prepared query has no placeholder "${name}"`);
      const values = names.map((name, i) => (name === undefined ? fixed[i] : required(given[name], name)));
      return { plan, parameters: plan.bind(values) };
    };
  }

  call(options: CallOptions, statement: Compilable, operation: Call["operation"]): Call {
    const { signal, timeout, tx } = options;
    return { operation, table: tableOf(statement), signal, timeout, tx };
  }
}

function required(value: unknown, name: string): unknown {
  if (value === undefined) throw new QueryError("QUERY.UNDEFINED_VALUE", `the value of "${name}" is undefined; use null`);
  return value;
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
