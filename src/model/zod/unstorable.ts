/** Why a schema cannot be a column, and what to write instead. Becomes a ConfigurationError that names the column. */
export class Unstorable extends Error {
  /** What to write instead, as an order. */
  readonly advice: string;
  constructor(problem: string, advice: string) {
    super(problem);
    this.advice = advice;
  }
}
