const special = /["\\]/g;

/** An array literal: `{"a","b",NULL}`. Every element is quoted, so that none can be taken for NULL, a brace or a comma. */
export function arrayLiteral<V>(values: readonly (V | null)[], encode: (value: V) => string): string {
  const parts = new Array<string>(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    parts[i] = value === null || value === undefined ? "NULL" : quoted(encode(value));
  }
  return `{${parts.join(",")}}`;
}

/** Looking first is many times faster than replacing nothing. */
function quoted(text: string): string {
  return text.includes('"') || text.includes("\\") ? `"${text.replace(special, "\\$&")}"` : `"${text}"`;
}

/** The same for values whose text never needs quotes: numbers, booleans, uuids. */
export function plainArrayLiteral(values: readonly unknown[]): string {
  let text = "{";
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ",";
    text += value === null || value === undefined ? "NULL" : value;
  }
  return `${text}}`;
}

const elementEnd = /[,}]/g;

/** Reads the text of a one-dimensional array; throws for more dimensions. Elements are raw text or null. */
export function parseArray(text: string): (string | null)[] {
  let at = text.charCodeAt(0) === 91 ? text.indexOf("=") + 1 : 0; // "[2:3]={..}": bounds other than from 1
  if (text[at] !== "{") throw new Error("not an array");
  const values: (string | null)[] = [];
  at++;
  if (text[at] === "}") return values;
  for (;;) {
    const first = text[at];
    if (first === "{") throw new Error("an array of more than one dimension");
    if (first === '"') {
      const [value, end] = quotedElement(text, at + 1);
      values.push(value);
      at = end;
    } else {
      elementEnd.lastIndex = at;
      const end = elementEnd.exec(text)?.index;
      if (end === undefined) throw new Error("an array without its end");
      const value = text.slice(at, end);
      values.push(value === "NULL" ? null : value);
      at = end;
    }
    if (text[at] === "}") return values;
    at++;
  }
}

/** The element that starts after a quote, and the position after its closing quote. */
function quotedElement(text: string, start: number): readonly [string, number] {
  let value = "";
  let from = start;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) {
      value += text.slice(from, i);
      from = ++i;
    } else if (code === 34) return [value + text.slice(from, i), i + 1];
  }
  throw new Error("an array without its end");
}
