import type { DataPath } from "./yaml.js";

/** A fault in terms of the data; its line and column are looked up when all faults are known. */
export interface Problem {
  readonly file: string;
  readonly path: DataPath;
  readonly message: string;
  /** Points at this key of the map at `path` instead of at a value. */
  readonly key?: string;
  /** Points at these words inside the value at `path`. */
  readonly find?: string;
}

/** A checked file and where it stands. */
export interface Checked<Value> {
  readonly file: string;
  readonly value: Value;
}
