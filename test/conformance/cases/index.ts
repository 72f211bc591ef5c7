import "./values.ts";
import "./filters.ts";
import "./reads.ts";
import "./writes.ts";
import "./transactions.ts";
import "./transaction-options.ts";
import "./events.ts";
import "./schema.ts";
