/** Direct SQL without models. */
export { NativeResult, NativeTransaction } from "./engine/native.ts";
export { NativeEngine, type NativeEngineOptions } from "./native-engine.ts";
export { runtimeCapabilities } from "./runtime-capabilities.ts";
