/** Each folder of src may import those before it in a chain it belongs to; nothing else. Files right under src are entry points and may import everything. */
const chains = [
  ["kernel", "sql", "model", "dialect", "engine", "query", "session"],
  ["kernel", "sql", "model", "dialect", "schema", "migrate"],
  ["kernel", "sql", "model", "dialect", "engine", "migrate"],
  ["kernel", "sql", "model", "dialect", "schema", "dialects"],
];
const folders = [...new Set(chains.flat())];
const below = (folder) => new Set([folder, ...chains.flatMap((chain) => chain.slice(0, Math.max(0, chain.indexOf(folder))))]);
const anyOf = (names) => `^src/(${names.join("|")})/`;

module.exports = {
  forbidden: [
    { name: "no-cycles", comment: "not even through types", severity: "error", from: {}, to: { circular: true } },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...folders.map((folder) => ({
      name: `${folder}-looks-down-only`,
      severity: "error",
      from: { path: anyOf([folder]) },
      to: { path: anyOf(folders.filter((other) => !below(folder).has(other))) },
    })),
    {
      name: "folders-do-not-see-entry-points",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: "\\.test\\.ts$|^src/cli/" },
      to: { path: "^src/[^/]+\\.ts$" },
    },
    {
      name: "nothing-sees-the-command-line",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "dialects-are-strangers",
      severity: "error",
      from: { path: "^src/dialects/([^/]+)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/dialects/", pathNot: "^src/dialects/($1|standard|mysql-family)/" },
    },
    {
      name: "only-entry-points-name-a-dialect",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/([^/]+\\.ts$|dialects/)" },
      to: { path: "^src/dialects/" },
    },
    {
      name: "sources-do-not-see-tests",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^test/|\\.test\\.ts$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["types", "import", "node", "default"] },
  },
};
