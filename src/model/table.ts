import type * as z from "zod";
import { type Handle, handle } from "../sql/handle.ts";
import { checkModel } from "./check-model.ts";
import { fieldProbe } from "./instance-fields.ts";
import type { TableOptions } from "./options.ts";
import type { ReservedName } from "./reserved.ts";
import type { KeyNames, Names, TableClass } from "./table-class.ts";

/** Marks the classes made here; survives two copies of the package. */
export const tableBrand: symbol = Symbol.for("ormdantic.table");

type NoReserved<S extends z.ZodObject> = [Extract<Names<S>, ReservedName>] extends [never]
  ? unknown
  : { error: `"${Extract<Names<S>, ReservedName>}" cannot be a column name; choose another property and give it the name by columns: { x: { name } }` };

/**
 * Makes a model of a Zod object: `class Flavor extends table("flavor", z.object({ ... }), { pk: "id" }) {}`.
 * The model knows no database. Throws ConfigurationError for columns no database stores and options that cannot work; relations are looked at later.
 */
export function table<N extends string, S extends z.ZodObject, const PK extends KeyNames<S>, const G extends Names<S> = never>(
  name: N,
  schema: S & NoReserved<S>,
  options: TableOptions<Names<S>, PK, G>,
): TableClass<N, S, PK, G> {
  checkModel(name, schema, options);
  const kept = Object.freeze({ ...options });
  let handles: object | undefined;
  class Model {
    static readonly [tableBrand] = true;
    static readonly tableName = name;
    static readonly schema = schema;
    static readonly options = kept;
    static get c(): object {
      handles ??= makeHandles(name, Object.keys(schema.shape));
      return handles;
    }
    static get "~standard"(): unknown {
      return schema["~standard"];
    }
    constructor(values: unknown) {
      if (values !== fieldProbe) Object.assign(this, schema.parse(values));
    }
  }
  Object.defineProperty(Model, "name", { value: name });
  return Model as unknown as TableClass<N, S, PK, G>; // lacks nothing but the members that exist in types only
}

/** Handles are made when first asked for; the object has no prototype, so every name in it is a column. */
function makeHandles(table: string, properties: readonly string[]): object {
  const handles: Record<string, Handle<unknown>> = Object.create(null);
  for (const property of properties) {
    let made: Handle<unknown> | undefined;
    Object.defineProperty(handles, property, {
      enumerable: true,
      get: () => {
        made ??= handle<unknown, string>(table, property);
        return made;
      },
    });
  }
  return Object.freeze(handles);
}
