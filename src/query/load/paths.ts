import { describeValue, isPlainObject } from "../filter-values.ts";
import { badLoad, isPathLoad, isRelationLoad, type RelationLoadOptions } from "./load-options.ts";

/** What to load of one relation, whichever way it was said. */
export interface Wanted {
  readonly options: RelationLoadOptions;
  readonly children: ReadonlyMap<string, Wanted>;
}
export type WantedRelations = ReadonlyMap<string, Wanted>;

/** Reads `load`, an object of relations or a list of paths. */
export function readLoad(load: unknown, place: string): WantedRelations {
  if (Array.isArray(load)) return readPaths(load);
  if (!isPlainObject(load)) throw badLoad(`load takes an object of relations or a list of paths, not ${describeValue(load)}`);
  return new Map(Object.entries(load).map(([name, value]) => [name, readRelation(value, `${place}${name}`)]));
}

function readRelation(value: unknown, place: string): Wanted {
  if (value === true) return { options: {}, children: new Map() };
  const options = isRelationLoad(value) ? value.options : value;
  if (!isPlainObject(options)) {
    throw badLoad(`load.${place} takes true, an object of options, or a helper such as selectinload(), not ${describeValue(value)}`);
  }
  const children: WantedRelations = options["load"] === undefined ? new Map() : readLoad(options["load"], `${place}.`);
  return { options, children };
}

interface Step {
  options: RelationLoadOptions | undefined;
  readonly children: Map<string, Step>;
}

/** Paths as data: `"flavors.tags"`; each may be given options once. */
function readPaths(paths: readonly unknown[]): WantedRelations {
  const root = new Map<string, Step>();
  for (const entry of paths) {
    const path = isPathLoad(entry) ? entry.path : entry;
    if (typeof path !== "string") throw badLoad(`a list of loads holds paths such as "flavors.tags" or selectinload("flavors"), not ${describeValue(entry)}`);
    const step = walkTo(root, path);
    const options = isPathLoad(entry) ? entry.options : undefined;
    if (options === undefined) continue;
    if (step.options !== undefined) throw badLoad(`the load path "${path}" is given options twice; say it once`);
    step.options = options;
  }
  return settled(root);
}

function walkTo(root: Map<string, Step>, path: string): Step {
  const names = path.split(".");
  if (names.some((name) => name === "")) throw badLoad(`the load path "${path}" has an empty step; write relations with dots between, such as "flavors.tags"`);
  let children = root;
  let step: Step | undefined;
  for (const name of names) {
    step = children.get(name);
    if (!step) {
      step = { options: undefined, children: new Map() };
      children.set(name, step);
    }
    children = step.children;
  }
  return step as Step; // a path has at least one step
}

function settled(steps: ReadonlyMap<string, Step>): WantedRelations {
  return new Map([...steps].map(([name, { options, children }]) => [name, { options: options ?? {}, children: settled(children) }]));
}
