/** Runs one statement and gives its rows as arrays of driver values. All calls of one createAll, dropAll or reflection must see each other's work. */
export type RunStatement = (sql: string, parameters: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>;
