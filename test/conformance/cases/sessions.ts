import "./sessions-states.ts";
import "./sessions-changes.ts";
import "./sessions-relations.ts";
import "./sessions-deletion.ts";
import "./sessions-locks.ts";
import "./sessions-transactions.ts";
