/** The asynchronous methods of T, before T itself is loaded. */
export type Lazily<T> = { readonly [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K] };

/** An object whose methods load the real one when they are first called. Every method is asynchronous. */
export function lazily<T extends object>(load: () => Promise<T>): Lazily<T> {
  let loaded: Promise<T> | undefined;
  const get = (): Promise<T> => {
    loaded ??= load();
    return loaded;
  };
  const call =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      const target = (await get()) as Readonly<Record<string, (...args: unknown[]) => unknown>>;
      return (target[name] as (...args: unknown[]) => unknown).apply(target, args);
    };
  // `then` would make a promise of it
  return new Proxy({} as Lazily<T>, { get: (_, name) => (typeof name === "symbol" || name === "then" ? undefined : call(name)) });
}
