import type { Config } from "../config.js";
import { createLowdbStore, type LowdbStoreOptions } from "../store/lowdb-store.js";
import type { Store } from "../store/types.js";

/**
 * The store that the settings ask for.
 * @throws StoreError when it cannot be used
 */
export async function openStore(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  told: Pick<LowdbStoreOptions, "onDamaged" | "onFault">,
): Promise<Store> {
  if (databaseUrl === null) return createLowdbStore({ folder: dataDir, ...told });
  // Loaded only where it is used: the client of the database takes several megabytes.
  const { openPostgresStore } = await import("../store/postgres/postgres-store.js");
  return openPostgresStore({
    url: databaseUrl,
    ...(told.onFault !== undefined && { onFault: told.onFault }),
  });
}
