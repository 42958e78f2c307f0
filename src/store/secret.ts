import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../shared/errors.js";
import { writeDurably } from "./durable-file.js";

const BYTES = 32;

/**
 * The secret of this installation, made at the first call: 32 random bytes, readable by the owner only.
 * Without it, names derived from it cannot be traced back.
 *
 * @throws StoreError `store-damaged` when the file holds something else; a new secret would orphan every talk
 */
export async function readOrMakeSecret(folder: string): Promise<Buffer> {
  const path = join(folder, "secret");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kept = await readFile(path, "utf8").catch((fault: unknown) => {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
    throw new StoreError("store-read", "the secret could not be read", { cause: fault });
  });
  if (kept === null) {
    const secret = randomBytes(BYTES);
    await writeDurably(path, `${secret.toString("base64url")}\n`);
    return secret;
  }
  const secret = Buffer.from(kept.trim(), "base64url");
  if (secret.length !== BYTES) {
    throw new StoreError(
      "store-damaged",
      `${path} is damaged; put it back from a copy, or remove it and lose the talks that it names`,
    );
  }
  return secret;
}
