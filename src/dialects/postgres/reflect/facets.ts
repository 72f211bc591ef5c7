import type { ReflectionFacet } from "../../../schema/facet.ts";
import { checks } from "./checks.ts";
import { columns } from "./columns.ts";
import { indexes } from "./indexes.ts";
import { keys } from "./keys.ts";
import { enumTypes, namespaces, sequences } from "./objects.ts";
import { tables } from "./tables.ts";
import { views } from "./views.ts";

export const facets: readonly ReflectionFacet[] = [tables, columns, keys, checks, views, indexes, namespaces, enumTypes, sequences];
