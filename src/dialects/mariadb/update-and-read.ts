import type { Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";

/** One trip instead of four. The count of rows is that of the update: a row that came after it is not taken for the one it changed. */
export function updateAndRead(update: Node<"update">, read: Node<"select">, own: boolean, w: Writer): void {
  const updated: Node<"raw"> = { kind: "raw", text: "row_count() > 0" };
  const where: Node<"select">["where"] = read.where ? { kind: "logical", operator: "and", items: [read.where, updated] } : updated;
  w.write("begin not atomic ", own ? "start transaction; " : "", update, "; ", { ...read, where }, own ? "; commit" : "", "; end");
}
