import type { Act } from "../shared/acts.js";

/** What a question wants judged. */
export interface Scope {
  readonly services: readonly string[];
  readonly isGeneral: boolean;
  readonly act: Act;
  /** Nobody in particular was asked about (硕士能落户吗). */
  readonly isOffer?: boolean;
  /** Its name was said, so that the verdict bears it. */
  readonly isNamed?: boolean;
}
