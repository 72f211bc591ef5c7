/** NULLs come first ascending and last descending on every database unless asked otherwise. */
export function nullsFor(direction: "asc" | "desc"): "first" | "last" {
  return direction === "asc" ? "first" : "last";
}
