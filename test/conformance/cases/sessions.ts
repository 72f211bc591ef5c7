import "./sessions-states.ts";
import "./sessions-changes.ts";
