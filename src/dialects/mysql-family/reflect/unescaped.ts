const characters: Readonly<Record<string, string>> = { n: "\n", r: "\r", "0": "\0", Z: "\x1a" };

/** The text behind what a server keeps as the inside of a string. */
export function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, character: string) => characters[character] ?? character);
}
