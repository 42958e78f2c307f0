import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, it } from "vitest";

/** Another program that some tests need; `missing` is `null` when it is there. */
export interface Requirement {
  readonly missing: string | null;
  /** The one line that installs it. */
  readonly install: string;
}

const CHROMIUM = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/** Path of the browser that the tests drive: `CHROMIUM_PATH`, or where Debian installs it. */
export function chromiumPath(): string {
  return CHROMIUM;
}

function hasChineseFont(): boolean {
  try {
    return execFileSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" }).trim() !== "";
  } catch {
    return false; // no fontconfig: no font that a browser would find
  }
}

/** Chromium with a font for Chinese; without one every character is an empty box and a screenshot proves nothing. */
export function needsChromium(): Requirement {
  const install =
    "apt-get install -y --no-install-recommends chromium fonts-wqy-microhei fontconfig";
  if (!existsSync(CHROMIUM)) return { missing: `no browser at ${CHROMIUM}`, install };
  if (!hasChineseFont()) return { missing: "no font for Chinese", install };
  return { missing: null, install };
}

/**
 * A suite that needs another program. Where that is missing the suite is skipped, its name says why and how to
 * install it, and the reporter repeats that at the end; with `REQUIRE_ALL=1` it fails instead.
 *
 * @example describeWith(needsChromium(), "the page", () => { it("opens", …) });
 */
export function describeWith(requirement: Requirement, name: string, suite: () => void): void {
  if (requirement.missing === null) {
    describe(name, suite);
    return;
  }
  const reason = `${requirement.missing}; install: ${requirement.install}`;
  if (process.env["REQUIRE_ALL"] === "1") {
    describe(name, () => {
      it("has what it needs", () => {
        throw new Error(reason);
      });
    });
    return;
  }
  // Only on a machine without the program, where the contract asks for a reported skip; CI fails above instead.
  describe.skip(`${name} [${reason}]`, suite);
}
