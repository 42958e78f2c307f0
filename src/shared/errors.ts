/** Base of the program's own faults. Values, not faults: no intent, missing slot, nothing known. */
export abstract class AssistantError extends Error {
  abstract override readonly name: string;
  /** Stable, for logs and metrics. */
  abstract readonly code: string;
}

/** The environment is wrong; `problems` lists all of it, without secrets. Stops the start. */
export class ConfigError extends AssistantError {
  override readonly name = "ConfigError";
  readonly code = "config";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** A file of `intents/`, `knowledge/` or `seeds/` is wrong; `faults` are `file:line:column: what, and how to mend it`. */
export class DataError extends AssistantError {
  override readonly name = "DataError";
  readonly code = "data";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

/** A record could not be read or written, or its version is unknown. The old record stays. */
export class StoreError extends AssistantError {
  override readonly name = "StoreError";
  readonly code: "store-read" | "store-write" | "store-version" | "store-locked" | "store-damaged";
  constructor(code: StoreError["code"], message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Telegram or the web server failed. */
export class ChannelError extends AssistantError {
  override readonly name = "ChannelError";
  readonly code = "channel";
}
