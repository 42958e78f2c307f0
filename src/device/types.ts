/** A request that a page would send to its server. */
export interface DeviceRequest {
  readonly method: string;
  /** Relative to the page, with its query. */
  readonly path: string;
  readonly body: string | null;
}

export interface DeviceAnswer {
  readonly status: number;
  /** Kind of the body, as `Content-Type` says it. */
  readonly type: string;
  readonly body: string;
}

/** A message of the talk. */
export interface DeviceTurn {
  readonly text: string;
  readonly messageId: string;
  readonly locale?: string;
  /** The day on which it was said; by default that of the device. */
  readonly today?: string;
}

/** A message with the talk before it, which the page keeps: a worker that was just started hears it first. */
export interface DeviceMessage extends DeviceTurn {
  readonly profile?: Readonly<Record<string, string | number | boolean>>;
  readonly earlier: readonly DeviceTurn[];
}

/** The files that the engine is made of, each under a name that changes with what it holds. */
export interface DeviceIndex {
  /** Of the data. */
  readonly version: string;
  /** The day on which this was what is known. */
  readonly day: string;
  readonly files: {
    readonly data: string;
    readonly models: string;
    readonly faq: string;
  };
  /** Of the files as they are sent. */
  readonly bytes: number;
}

/** What a page tells its worker. */
export type ToWorker =
  /** Load the files and keep them for times without a network; build nothing. */
  | { readonly id: number; readonly kind: "keep" }
  /** Get ready to answer. */
  | { readonly id: number; readonly kind: "start" }
  | { readonly id: number; readonly kind: "ask"; readonly request: DeviceRequest };

/** What it says to that. */
export type FromWorker =
  | { readonly id: number; readonly kind: "ready"; readonly index: DeviceIndex }
  | { readonly id: number; readonly kind: "answer"; readonly answer: DeviceAnswer }
  | { readonly id: number; readonly kind: "failed" };

/** The engine as files for devices, and their index without the day. */
export interface DeviceFiles {
  readonly index: Omit<DeviceIndex, "day">;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}
