import type { Choice } from "../../../reply/types.js";
import type { Rich } from "./rich-text.js";

/** Something behind a button, turned to in place. */
export interface Section {
  readonly label: string;
  readonly pages: readonly Rich[];
  /** Choices that stand under it alone. */
  readonly choices?: readonly Choice[];
}
