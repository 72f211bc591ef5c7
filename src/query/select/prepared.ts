import { QueryError } from "../../kernel/errors.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Node, Statement } from "../../sql/ast.ts";
import type { Compiled, Compiler, GivenArgument } from "../expressions/compile.ts";
import { type Members, membersOf } from "../expressions/structure.ts";
import type { Plan } from "../plan.ts";

/** A plan and the values of one call, as the driver takes them. */
export interface Bound {
  readonly plan: Plan;
  readonly parameters: unknown[];
}

export type Compilable = Statement | Node<"fragment">;

/** Values by their names -> what is to run. */
export type Prepare = (given: Readonly<Record<string, unknown>>) => Bound;

const noLists: ReadonlyMap<string, Members> = new Map();

/** A statement compiled for good. Where lists are given by name, once for each way in which they travel: as none, as so many parameters, as one. */
export function prepared(compiler: Compiler, statement: Compilable): Prepare {
  const structure = compiler.structure(statement);
  const whole = compiler.compile(statement, structure);
  const known = new Set(whole.given.flatMap((given) => (given ? [given.name] : [])));
  const lists = [...new Set(whole.given.flatMap((given) => (given?.member === "list" ? [given.name] : [])))];
  const variants = new GenerationalCache<string, Compiled>(64);

  const membersByName = (given: Readonly<Record<string, unknown>>): ReadonlyMap<string, Members> =>
    new Map(lists.map((name) => [name, membersOf(listOf(given[name], name), compiler.dialect.capabilities.shortList)]));
  const variant = (members: ReadonlyMap<string, Members>): Compiled => {
    const key = [...members.values()].map(({ places, hasNull }) => `${hasNull ? "n" : ""}${places}`).join();
    let compiled = variants.get(key);
    if (!compiled) {
      compiled = compiler.compile(statement, structure, { lists: members });
      variants.set(key, compiled);
    }
    return compiled;
  };

  return (given) => {
    for (const name of known) if (!Object.hasOwn(given, name)) throw new QueryError("QUERY.BAD_PLACEHOLDER", `the prepared query needs a value for "${name}"`);
    for (const name of Object.keys(given))
      if (!known.has(name)) throw new QueryError("QUERY.BAD_PLACEHOLDER", `the prepared query has no placeholder "${name}"`);
    const members = lists.length > 0 ? membersByName(given) : noLists;
    const { plan, given: wanted } = lists.length > 0 ? variant(members) : whole;
    let next = 0;
    const values = wanted.map((argument) => (argument ? argumentOf(argument, given, members) : structure.values[next++]));
    return { plan, parameters: plan.bind(values) };
  };
}

function argumentOf({ name, member }: GivenArgument, given: Readonly<Record<string, unknown>>, lists: ReadonlyMap<string, Members>): unknown {
  const value = given[name];
  if (value === undefined) throw new QueryError("QUERY.UNDEFINED_VALUE", `the value of "${name}" is undefined; use null`);
  if (member === undefined) return value;
  const { members } = lists.get(name) as Members; // every list was looked at
  return member === "list" ? members : members[Math.min(member, members.length - 1)];
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new QueryError("QUERY.BAD_PLACEHOLDER", `the value of "${name}" is no list, which in() and notIn() take`);
}
