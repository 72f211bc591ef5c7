import { ConfigurationError } from "../kernel/errors.ts";

/** Given to a model's constructor instead of values: it then leaves the instance empty. */
export const fieldProbe: unique symbol = Symbol("ormdantic.fieldProbe");

const textsAndComments = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
const privateMember = /(?:^|[{};\s])(static\s+)?(?:(?:async|get|set)\s+)?\*?\s*#([\w$]+)\s*[=;({]/g;
const ownConstructor = /(?:^|[{};\s])constructor\s*\(/;

/**
 * Rows are made without running a constructor, so that fields of the class are never set, and private members never there. Throws ConfigurationError for
 * those that can be seen: fields that an empty instance has, and private names in the source, where that was not compiled away.
 */
export function refuseInstanceFields(model: abstract new (values: never) => object, table: string): void {
  const source = Function.prototype.toString.call(model).replace(textsAndComments, "");
  for (const [, isStatic, name] of source.matchAll(privateMember)) if (isStatic === undefined) throw bad(table, `private member "#${name}"`);
  const [field] = ownConstructor.test(source) ? [] : fieldsOf(model);
  if (field !== undefined) throw bad(table, `field ${JSON.stringify(field)}`);
}

/** What an instance has before anybody gives it values. A field whose initialiser fails without them cannot be seen. */
function fieldsOf(model: abstract new (values: never) => object): readonly string[] {
  try {
    return Reflect.ownKeys(Reflect.construct(model, [fieldProbe])).map(String);
  } catch {
    return [];
  }
}

function bad(table: string, what: string): ConfigurationError {
  return new ConfigurationError(
    "MODEL.INSTANCE_FIELD",
    `the class of "${table}" has the ${what}; rows are made without running a constructor, so it would not be there: use a getter or a method, or "declare" a field that only gives a type`,
    { context: { table } },
  );
}
