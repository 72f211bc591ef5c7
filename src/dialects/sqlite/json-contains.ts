/** Whether all of `part` is in `whole`: members by key, elements in any order, scalars by value. An array also contains a scalar that is one of its elements. */
export function jsonContains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(whole)) {
    if (!Array.isArray(part)) return !isObject(part) && whole.some((element) => element === part);
    return part.every((wanted) =>
      whole.some((element) => (isObject(wanted) || Array.isArray(wanted) ? sameKind(element, wanted) && jsonContains(element, wanted) : element === wanted)),
    );
  }
  if (isObject(whole))
    return (
      isObject(part) && Object.keys(part).every((key) => Object.hasOwn(whole, key) && sameKind(whole[key], part[key]) && jsonContains(whole[key], part[key]))
    );
  return whole === part;
}

function sameKind(a: unknown, b: unknown): boolean {
  return Array.isArray(a) === Array.isArray(b) && isObject(a) === isObject(b);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
