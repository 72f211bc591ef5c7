import type { ReflectionFacet } from "../../../schema/facet.ts";
import { indexes } from "./indexes.ts";
import { tables } from "./tables.ts";
import { triggers, views } from "./views.ts";

export const facets: readonly ReflectionFacet[] = [tables, indexes, views, triggers];
