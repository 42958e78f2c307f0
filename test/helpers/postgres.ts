import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Requirement } from "./requires.js";

const DEBIAN = "/usr/lib/postgresql";
/** Longest wait for the server to take connections; milliseconds. */
const START_MS = 60_000;

/** Where the newest server's programs are; `null` when there is none. */
function programs(): string | null {
  const set = process.env["POSTGRES_BIN"];
  if (set !== undefined) return existsSync(join(set, "initdb")) ? set : null;
  if (!existsSync(DEBIAN)) return null;
  const [newest] = readdirSync(DEBIAN)
    .filter((version) => Number(version) >= 15 && existsSync(join(DEBIAN, version, "bin/initdb")))
    .toSorted((one, other) => Number(other) - Number(one));
  return newest === undefined ? null : join(DEBIAN, newest, "bin");
}

/** PostgreSQL 15 or later, as Debian installs it, or in `POSTGRES_BIN`. */
export function needsPostgres(): Requirement {
  return {
    missing: programs() === null ? "no PostgreSQL 15 or later" : null,
    install: "apt-get install -y --no-install-recommends postgresql",
  };
}

/** The server refuses to run as root; then it runs as the user whom its package makes. */
function runsAs(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string): number =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}

/** A server of the tests' own on a free port of this machine, with nothing in it. */
export interface PostgresCluster {
  readonly url: string;
  /** Ends it at once, as a crash would: nothing is written any more, and clients are cut off. */
  crash(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", resolve.bind(null, undefined));
  });

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.query("select 1");
      await client.end();
      return;
    } catch (fault) {
      if (Date.now() > deadline) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function openPostgresCluster(): Promise<PostgresCluster> {
  const bin = programs() ?? "";
  const user = runsAs();
  const folder = mkdtempSync(join(tmpdir(), "hangcai-postgres-"));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const options = { cwd: folder, ...(user !== null && user) };
  const data = join(folder, "data");
  execFileSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "hangcai", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...options, stdio: "ignore" },
  );
  const port = await freePort();
  const url = `postgres://hangcai@127.0.0.1:${String(port)}/postgres`;
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    // A crash of the program loses nothing that the system has; waiting for the disk is not what is tested here.
    const settings = [
      "listen_addresses=127.0.0.1",
      `unix_socket_directories=${folder}`,
      "fsync=off",
    ];
    server = spawn(
      join(bin, "postgres"),
      ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
      { ...options, stdio: "ignore" },
    );
    await untilAnswers(url);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = server;
    if (running === null) return;
    server = null;
    running.kill(signal);
    await ended(running);
  }

  await start();
  return {
    url,
    start,
    crash: () => end("SIGQUIT"),
    async remove() {
      await end("SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
