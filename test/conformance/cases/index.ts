import "./values.ts";
import "./filters.ts";
import "./reads.ts";
import "./writes.ts";
import "./transactions.ts";
import "./events.ts";
import "./schema.ts";
import "./sessions.ts";
