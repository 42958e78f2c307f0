// Serves what the program serves, and a bare JSON echo beside it: the yardstick of the benchmark, which starts this file.
import "../../run/small-heap.js";
import { randomBytes } from "node:crypto";
import { createAssistant, dayInHangzhou } from "../../assistant/handle-turn.js";
import { createDesk } from "../../assistant/desk.js";
import { maskPersonal } from "../../assistant/mask.js";
import { rememberTurns } from "../../assistant/remember-turns.js";
import { createWebApp, startWebServer } from "../../channels/web/server.js";
import { createLog } from "../../run/log.js";
import { createMetrics } from "../../run/metrics.js";
import { createLowdbStore } from "../../store/lowdb-store.js";
import { openData, OWN_CORPUS_DIR } from "../../run/open-engine.js";

const { engine, data } = await openData(OWN_CORPUS_DIR);
const log = createLog("info");
const metrics = createMetrics();
const today = (): string => dayInHangzhou(new Date());
const store = createLowdbStore({ folder: process.env["DATA_DIR"] ?? "data" });
const answering = rememberTurns(engine);
const catalogue = engine.catalogue(today);
const app = createWebApp({
  assistant: createAssistant({
    engine: () => answering,
    store,
    now: () => new Date(),
    newConversation: () => randomBytes(24).toString("base64url"),
    onTurn: ({ channel, dispositions, milliseconds }) => {
      metrics.turn(channel, dispositions, milliseconds);
    },
  }),
  catalogue: () => catalogue,
  desk: createDesk(data, engine.base, today),
  store,
  isReady: () => true,
  maskPersonal,
  log,
  metrics,
  // All load comes from a few talks on one machine.
  limits: { perConversation: { points: 1_000_000_000, seconds: 60 } },
  echo: true,
});
const server = await startWebServer(app, { host: "127.0.0.1", port: 0 });
log.info("listening", { address: server.address });

process.once("SIGTERM", () => {
  void server
    .close()
    .then(() => store.close())
    .then(() => process.exit(0));
});
