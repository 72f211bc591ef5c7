/** The contender is one for every database. */
export * from "../sqlite/ormdantic.mjs";
