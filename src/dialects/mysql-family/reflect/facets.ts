import type { ReflectionFacet } from "../../../schema/facet.ts";
import { columns } from "./columns.ts";
import { indexes } from "./indexes.ts";
import { checks, foreignKeys } from "./keys.ts";
import { namespaces, sequenceNames, sequenceSteps, triggers, views } from "./objects.ts";
import { partitions, tables } from "./tables.ts";
import type { CatalogTraits } from "./traits.ts";

export function familyFacets(traits: CatalogTraits): readonly ReflectionFacet[] {
  const sequences = traits.sequences ? [sequenceNames, sequenceSteps] : [];
  return [tables, partitions, columns(traits), indexes(traits), foreignKeys, checks(traits), namespaces, views, triggers, ...sequences];
}
