import { dialectOf } from "./dialects.ts";
import { Engine, type EngineOptions } from "./engine/engine.ts";
import { NativeEngine as EngineOnUrl } from "./engine/native.ts";
import { parseUrl } from "./engine/url.ts";

export type NativeEngineOptions = Pick<EngineOptions, "pool" | "debug" | "logQueries" | "logger" | "queryLogger">;

/** Direct SQL on a database of its own URL, without models. Throws ConfigurationError for a URL or options that cannot work; makes no connection before the first call. */
export class NativeEngine extends EngineOnUrl {
  constructor(url: string, options: NativeEngineOptions = {}) {
    const parsed = parseUrl(url);
    super(new Engine({ ...options, dialect: dialectOf(parsed.scheme).dialect, url: parsed }));
  }
}
