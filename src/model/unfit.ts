/** A value that its type refuses; the message continues a sentence that begins with the column's name. Becomes a ValidationError or a QueryError. */
export class Unfit extends Error {
  /** Where inside a JSON value. */
  readonly path: readonly (string | number)[];
  constructor(message: string, path: readonly (string | number)[] = []) {
    super(message);
    this.path = path;
  }
}
