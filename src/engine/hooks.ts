/** What a transaction's function wants to be done after its end. */
export type Hook = () => unknown;

/** Functions to call when a scope has ended one way or the other, in order of registration. */
export class Hooks {
  #commit: Hook[] = [];
  #rollback: Hook[] = [];

  afterCommit(hook: Hook): void {
    this.#commit.push(hook);
  }

  afterRollback(hook: Hook): void {
    this.#rollback.push(hook);
  }

  /** Takes over what a savepoint was told: its fate is that of the scope around it now. */
  adopt(inner: Hooks): void {
    this.#commit.push(...inner.#commit);
    this.#rollback.push(...inner.#rollback);
  }

  /** Calls and awaits all of one kind, whatever some of them throw; gives back the errors. */
  async run(kind: "commit" | "rollback"): Promise<unknown[]> {
    const hooks = kind === "commit" ? this.#commit : this.#rollback;
    this.#commit = [];
    this.#rollback = [];
    const errors: unknown[] = [];
    for (const hook of hooks) {
      try {
        await hook();
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }
}
