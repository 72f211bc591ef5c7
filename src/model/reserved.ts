/** Words of the filter grammar and members of every object: columns with these names could be mistaken for them. */
export type ReservedName =
  | "and"
  | "or"
  | "not"
  | "__proto__"
  | "constructor"
  | "toString"
  | "valueOf"
  | "hasOwnProperty"
  | "isPrototypeOf"
  | "propertyIsEnumerable"
  | "toLocaleString"
  | "__defineGetter__"
  | "__defineSetter__"
  | "__lookupGetter__"
  | "__lookupSetter__";

const words = new Set(["and", "or", "not"]);

export function isReservedName(name: string): boolean {
  return words.has(name) || Object.hasOwn(Object.prototype, name);
}
