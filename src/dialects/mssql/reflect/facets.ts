import type { ReflectionFacet } from "../../../schema/facet.ts";
import { indexes } from "./indexes.ts";
import { checks, foreignKeys } from "./keys.ts";
import { namespaces, sequences, triggers, views } from "./objects.ts";
import { columns, tables } from "./tables.ts";

export const facets: readonly ReflectionFacet[] = [tables, columns, indexes, foreignKeys, checks, namespaces, sequences, views, triggers];
