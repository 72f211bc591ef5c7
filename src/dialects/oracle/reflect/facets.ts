import type { ReflectionFacet } from "../../../schema/facet.ts";
import { indexes } from "./indexes.ts";
import { checks, keys } from "./keys.ts";
import { materializedViews, sequences, triggers, views } from "./objects.ts";
import { columns, tables } from "./tables.ts";

/** There is none for namespaces: a schema is a user, made by an administrator. */
export const facets: readonly ReflectionFacet[] = [tables, columns, keys, checks, views, materializedViews, indexes, sequences, triggers];
