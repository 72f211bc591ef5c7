import { styleText } from "node:util";
import { OrmdanticError } from "../kernel/errors.ts";

/** Where a command says what it did: text for people, or one JSON object. */
export interface Output {
  readonly json: boolean;
  /** A line for people; nothing with --json. */
  line(text?: string): void;
  /** What the command found, in one object; nothing without --json. */
  result(value: unknown): void;
  /** Beside the results: progress, where things came from. Goes to stderr. */
  aside(text: string): void;
  paint(style: Style, text: string): string;
}

export type Style = "red" | "green" | "yellow" | "cyan" | "dim" | "bold";

export function outputTo(streams: { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream }, json: boolean): Output {
  const colours = streams.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
  return {
    json,
    line: (text = "") => {
      if (!json) streams.stdout.write(`${text}\n`);
    },
    result: (value) => {
      if (json) streams.stdout.write(`${JSON.stringify(value, (_, item) => (typeof item === "bigint" ? String(item) : item), 2)}\n`);
    },
    aside: (text) => {
      if (!json) streams.stderr.write(`${text}\n`);
    },
    paint: (style, text) => (colours ? styleText(style, text) : text),
  };
}

/** An error as people read it: what is wrong and its code; no trace, unless it is none of ours. */
export function showError(error: unknown, output: Output): void {
  const known = error instanceof OrmdanticError;
  const message = error instanceof Error ? error.message : String(error);
  if (output.json) {
    output.result({ error: known ? { code: error.code, message, context: error.context } : { code: "UNKNOWN", message } });
    return;
  }
  output.aside(`${output.paint("red", "Error:")} ${message}${known ? output.paint("dim", ` [${error.code}]`) : ""}`);
  if (!known && process.env["ORMDANTIC_DEBUG"] !== undefined && error instanceof Error) output.aside(error.stack ?? "");
}
