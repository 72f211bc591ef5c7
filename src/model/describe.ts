import type * as z from "zod";
import { ConfigurationError, ValidationError } from "../kernel/errors.ts";
import { deepFreeze } from "../kernel/frozen.ts";
import { bagsOf } from "./bags.ts";
import { dialectBags } from "./check-model.ts";
import { type DatabaseObject, describeObjects } from "./database-object.ts";
import { type Catalog, type TableDef, type TableKey, tableKey } from "./definition.ts";
import { describeColumns } from "./describe-columns.ts";
import { describeChecks, describeExclusions, describeForeignKeys, describeIndexes, describeUniques } from "./describe-constraints.ts";
import { type Draft, describeRelations } from "./describe-relations.ts";
import { refuseInstanceFields } from "./instance-fields.ts";
import { ConstraintNames } from "./naming.ts";
import type { AnyTableOptions } from "./options.ts";
import { type Relation, relate } from "./relation.ts";
import { tableBrand } from "./table.ts";
import type { AnyTable } from "./table-class.ts";
import { issuesOf } from "./values.ts";
import { checksOnly } from "./zod/run.ts";

/** Models as a list, or as a module: `import * as models`; views, sequences and namespaces stand among them. Whatever else there is is passed over. */
export type Models = readonly (AnyTable | DatabaseObject)[] | Readonly<Record<string, unknown>>;

/** True for classes made by `table()`, by whichever copy of the package. */
export function isModel(value: unknown): value is AnyTable {
  return typeof value === "function" && tableBrand in value;
}

/**
 * Reads models, and every model their relations reach, into frozen metadata. Throws ConfigurationError, UndefinedBackReferenceError,
 * MismatchingBackReferenceError, KeyTypeError.
 */
export function describe(models: Models): Catalog {
  return describeModels(models).catalog;
}

/** `describe`, and the class behind each table. */
export function describeModels(models: Models): { readonly catalog: Catalog; readonly classes: ReadonlyMap<TableKey, AnyTable> } {
  const roots = Object.values(models).filter(isModel);
  if (roots.length === 0)
    throw new ConfigurationError("MODEL.NO_MODELS", "there is no model among the models: give the classes made by table(), as a list or a module");
  const drafts = new Map<TableKey, Draft>();
  const pending = [...new Set(roots)];
  for (let model = pending.shift(); model; model = pending.shift()) {
    const key = keyOf(model);
    const known = drafts.get(key)?.model;
    if (known === model) continue;
    if (known) throw new ConfigurationError("MODEL.DUPLICATE_TABLE", `two models are the table "${key}"; give one of them another name or schema`);
    const draft = makeDraft(model);
    drafts.set(key, draft);
    for (const relation of draft.relations.values()) pending.push(relation.to, ...(relation.through ? [relation.through.table] : []));
  }
  const find = (model: AnyTable): Draft => drafts.get(keyOf(model)) as Draft;
  return {
    catalog: Object.assign(new Map([...drafts].map(([key, draft]) => [key, finish(key, draft, find)])), { objects: describeObjects(models) }),
    classes: new Map([...drafts].map(([key, { model }]) => [key, model])),
  };
}

/** The key of a model's table in a catalog. */
export function keyOf(model: AnyTable): TableKey {
  return tableKey((model.options as AnyTableOptions).schema, model.tableName);
}

function makeDraft(model: AnyTable): Draft {
  refuseInstanceFields(model, model.tableName);
  return {
    model,
    columns: new Map(describeColumns(model).map((column) => [column.property, column])),
    names: new ConstraintNames(model.tableName),
    relations: new Map(Object.entries(declaredRelations(model))),
    members: membersOf(model),
  };
}

function declaredRelations(model: AnyTable): Readonly<Record<string, Relation>> {
  const { relations } = model as { readonly relations?: (r: typeof relate) => Record<string, Relation> };
  if (relations === undefined) return {};
  if (typeof relations !== "function") {
    throw new ConfigurationError(
      "MODEL.BAD_RELATION",
      `"${model.tableName}.relations" must be a function: static relations = (r: Relate<typeof Model>) => ({ ... })`,
    );
  }
  const declared = relations(relate);
  for (const [name, relation] of Object.entries(declared)) {
    if (!isModel(relation?.to) || (relation.through && !isModel(relation.through.table))) {
      throw new ConfigurationError(
        "MODEL.BAD_RELATION",
        `the relation "${model.tableName}.${name}" leads to something that is no model; if its module imports this one, check that the class is exported there`,
      );
    }
  }
  return declared;
}

/** Getters and methods the user's classes declare, below the class that `table()` made. */
function membersOf(model: AnyTable): readonly string[] {
  const members: string[] = [];
  for (let at: object | null = model; at && !Object.hasOwn(at, tableBrand); at = Object.getPrototypeOf(at)) {
    const { prototype } = at as { readonly prototype: object };
    members.push(...Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor"));
  }
  return members;
}

function finish(key: TableKey, draft: Draft, find: (model: AnyTable) => Draft): TableDef {
  const { model } = draft;
  const options = model.options as AnyTableOptions;
  const uniques = describeUniques(draft);
  const indexes = describeIndexes(draft);
  const checks = describeChecks(draft);
  const described = describeRelations(draft, find);
  const foreignKeys = [...described.foreignKeys, ...describeForeignKeys(draft)];
  checkVersion(draft, options.version);
  return deepFreeze<TableDef>({
    key,
    schema: options.schema,
    name: model.tableName,
    columns: [...draft.columns.values()],
    primaryKey: [options.pk].flat(),
    primaryKeyOptions: {
      name: options.primaryKey?.name,
      dialectOptions: bagsOf(options.primaryKey ?? {}, ["name"], "the primary key", model),
    },
    indexes,
    uniques,
    checks,
    foreignKeys,
    exclusions: describeExclusions(draft),
    relations: described.relations,
    version: options.version,
    comment: options.comment,
    renamedFrom: options.renamedFrom,
    dialectOptions: dialectBags(options),
    prototype: draft.members.length > 0 ? model.prototype : undefined,
    refine: refinement(model),
  });
}

function checkVersion({ model, columns }: Draft, version: string | undefined): void {
  const column = version === undefined ? undefined : columns.get(version);
  if (!column || (column.type.kind === "integer" && !column.nullable)) return;
  throw new ConfigurationError("MODEL.BAD_VERSION", `"${model.tableName}.${version}" counts versions, so it must be an integer that is not null: z.int()`);
}

/** The object's own refinements, run on whole rows of application values; the columns were validated on their own. */
function refinement(model: AnyTable): TableDef["refine"] {
  const checks = checksOnly(model.schema as unknown as z.core.$ZodObject);
  if (!checks) return undefined;
  const judge = ({ success, error }: z.ZodSafeParseResult<unknown>): void => {
    if (success) return;
    const issues = issuesOf(error);
    throw new ValidationError(`a row of "${model.tableName}" is refused: ${issues.map(({ message }) => message).join("; ")}`, issues, {
      context: { table: model.tableName },
    });
  };
  let isAsync = false;
  return (row) => {
    if (isAsync) return checks.safeParseAsync(row).then(judge);
    try {
      return judge(checks.safeParse(row));
    } catch (error) {
      if (!isAsyncError(error)) throw error;
      isAsync = true;
      return checks.safeParseAsync(row).then(judge);
    }
  };
}

function isAsyncError(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === "$ZodAsyncError";
}
