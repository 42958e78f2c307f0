// What stands in .deploy/ and .github/ cannot be run here. It is read by the parser of its kind, and what it names must be there.
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../../src/config.js";
import { createMetrics } from "../../src/run/metrics.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const read = (file: string): string => readFileSync(path.join(repositoryRoot, file), "utf8");
const yaml = (file: string): unknown => parse(read(file), { merge: true });

/** Settings that the program knows: those that it takes, or names when they are wrong. */
const SETTINGS = [...read("src/config.ts").matchAll(/^ {2}([A-Z][A-Z_]+):/gmu)].map(
  ([, name = ""]) => name,
);
/** Of the database, whose store brings its own reading of it. */
const OTHER = ["NODE_ENV", "DATABASE_URL"];
/** Milliseconds that a node keeps an idle connection. */
const KEEP_ALIVE = Number(
  /KEEP_ALIVE_MS = ([\d_]+)/u.exec(read("src/channels/web/server.ts"))?.[1]?.replaceAll("_", ""),
);

/** Lines of a file without comments. */
const lines = (file: string, comment = "#"): readonly string[] =>
  read(file)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith(comment));

describe("the settings", () => {
  it("stand in the README, each of them", () => {
    const readme = read("README.md");
    expect(SETTINGS.length).toBeGreaterThan(12);
    for (const name of SETTINGS) expect(readme).toContain(`\`${name}\``);
  });

  it("are those that the program names", () => {
    try {
      readConfig(Object.fromEntries(SETTINGS.map((name) => [name, "\u0000?"])), "corpus");
    } catch (fault) {
      const text = String(fault);
      for (const name of SETTINGS) {
        // Any text is a name of a host or folder, until it is looked at.
        if (!["HOST", "DATA_DIR", "CORPUS_DIR"].includes(name)) expect(text).toContain(`${name}:`);
      }
    }
  });
});

describe("the Dockerfile", () => {
  const text = read(".deploy/Dockerfile");
  const instructions = lines(".deploy/Dockerfile");
  const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith("FROM ")));

  it("is one without a complaint", () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
  });

  it("runs as nobody in particular, with one volume and a look at its health", () => {
    expect(last.filter((line) => line.startsWith("USER "))).toEqual(["USER node"]);
    expect(last.filter((line) => line.startsWith("VOLUME "))).toEqual(["VOLUME /data"]);
    expect(last.some((line) => line.startsWith("HEALTHCHECK ") && line.includes("/readyz"))).toBe(
      true,
    );
    expect(last.at(-1)).toBe('CMD ["node", "dist/main.js"]');
    expect(text).toContain("npm ci --omit=dev");
  });

  it("copies what is there, and nothing that the build context leaves out", () => {
    const wanted = last
      .filter((line) => line.startsWith("COPY "))
      .flatMap((line) => line.split(" ").slice(1, -1))
      .filter((part) => !part.startsWith("--"))
      .map((part) => part.replace("/app/", ""))
      .filter((part) => part !== "dist" && part !== "node_modules");
    const sent = lines(".deploy/Dockerfile.dockerignore").map((line) => line.replace("!", ""));
    expect(wanted.length).toBeGreaterThan(4);
    for (const part of wanted) {
      expect(existsSync(path.join(repositoryRoot, part))).toBe(true);
      expect(sent).toContain(part);
    }
  });

  it("sets only what the program knows", () => {
    const names = last
      .filter((line) => line.startsWith("ENV "))
      .flatMap((line) => [...line.matchAll(/([A-Z_]+)=/gu)].map(([, name = ""]) => name));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect([...SETTINGS, ...OTHER]).toContain(name);
  });
});

describe("compose.yaml", () => {
  const service = z.looseObject({
    image: z.string(),
    profiles: z.array(z.string()).optional(),
    environment: z.record(z.string(), z.string()).optional(),
    volumes: z.array(z.string()).optional(),
    ports: z.array(z.string()).optional(),
    depends_on: z.record(z.string(), z.unknown()).optional(),
    read_only: z.boolean().optional(),
    restart: z.string(),
  });
  const compose = z
    .looseObject({
      services: z.record(z.string(), service),
      volumes: z.record(z.string(), z.unknown()),
    })
    .parse(yaml(".deploy/compose.yaml"));
  const services = Object.entries(compose.services);
  const nodes = services.filter(([, { image }]) => image === "hangcai");

  it("starts one node, and with the profile three with a database and a proxy", () => {
    const always = services.filter(([, { profiles }]) => profiles === undefined);
    expect(always.map(([name]) => name)).toEqual(["node"]);
    expect(nodes).toHaveLength(3);
    expect(services.map(([name]) => name)).toEqual(expect.arrayContaining(["postgres", "caddy"]));
  });

  it("gives every node a root that is only read, one folder of its own and known settings", () => {
    const folders = nodes.map(([, { volumes = [] }]) => volumes);
    expect(new Set(folders.flat()).size).toBe(3);
    for (const [, node] of nodes) {
      expect(node.read_only).toBe(true);
      expect(node["cap_drop"]).toEqual(["ALL"]);
      expect(node.volumes).toHaveLength(1);
      for (const name of Object.keys(node.environment ?? {})) {
        expect([...SETTINGS, ...OTHER]).toContain(name);
      }
    }
  });

  it("names only services, volumes and files that are there", () => {
    for (const [, { volumes = [], depends_on = {} }] of services) {
      for (const name of Object.keys(depends_on)) expect(compose.services).toHaveProperty(name);
      for (const volume of volumes) {
        const [from = ""] = volume.split(":");
        if (from.startsWith("./")) {
          expect(existsSync(path.join(repositoryRoot, ".deploy", from))).toBe(true);
        } else expect(Object.keys(compose.volumes)).toContain(from);
      }
    }
  });

  it("shows nodes to this machine only", () => {
    for (const [, { ports = [] }] of nodes) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/u);
    }
  });
});

describe("the examples for proxies", () => {
  it.each([".deploy/Caddyfile", ".deploy/nginx.conf"])("%s closes what it opens", (file) => {
    let depth = 0;
    for (const line of lines(file)) {
      depth += line.endsWith("{") ? 1 : 0;
      if (line === "}") depth -= 1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  it("end every line of nginx as nginx wants it", () => {
    for (const line of lines(".deploy/nginx.conf")) expect(line).toMatch(/[;{}]$/u);
  });

  it("lead to the nodes of compose.yaml", () => {
    const upstreams = /reverse_proxy (.+) \{/u.exec(read(".deploy/Caddyfile"))?.[1]?.split(" ");
    expect(upstreams).toEqual(["node:8787", "node-2:8787", "node-3:8787"]);
  });

  it("let go of idle connections before a node does", () => {
    const seconds = [".deploy/Caddyfile", ".deploy/nginx.conf"].map((file) =>
      Number(/^\s*keepalive(?:_timeout)? (\d+)s/mu.exec(read(file))?.[1]),
    );
    for (const each of seconds) expect(each * 1000).toBeLessThan(KEEP_ALIVE);
    expect(KEEP_ALIVE).toBeGreaterThan(60_000);
  });

  it("drop an address that a client wrote itself", () => {
    expect(read(".deploy/Caddyfile")).toContain("header_up X-Forwarded-For {remote_host}");
    expect(lines(".deploy/nginx.conf")).toContain("proxy_set_header X-Forwarded-For $remote_addr;");
  });
});

describe("the systemd unit", () => {
  const sections = new Set<string>();
  const values = new Map<string, string>();
  for (const line of lines(".deploy/hangcai.service")) {
    const section = /^\[(\w+)\]$/u.exec(line)?.[1];
    if (section !== undefined) sections.add(section);
    else {
      expect(line).toMatch(/^\w+=.*$/u);
      values.set(line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1));
    }
  }

  it("starts the built program without rights", () => {
    expect([...sections]).toEqual(["Unit", "Service", "Install"]);
    expect(values.get("ExecStart")).toMatch(/node \S+\/dist\/main\.js$/u);
    expect(values.get("DynamicUser")).toBe("yes");
    expect(values.get("ProtectSystem")).toBe("strict");
    expect(values.get("NoNewPrivileges")).toBe("yes");
    expect(Number(values.get("TimeoutStopSec"))).toBeGreaterThan(5);
  });
});

/** Names of numbers in an expression; throws where it is none. */
function metricsOf(expression: string): readonly string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: (node) => {
      if (node.type.isError) throw new Error(`${expression}: wrong at ${node.from}`);
      if (node.name === "Identifier" && node.node.parent?.name === "VectorSelector") {
        names.push(expression.slice(node.from, node.to));
      }
    },
  });
  return names;
}

describe("what watches", () => {
  const rule = z.strictObject({
    record: z.string().optional(),
    alert: z.string().optional(),
    expr: z.string(),
    for: z
      .string()
      .regex(/^\d+[smh]$/u)
      .optional(),
    labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }).optional(),
    annotations: z.strictObject({ summary: z.string(), remedy: z.string() }).optional(),
  });
  const rules = z
    .strictObject({ groups: z.array(z.strictObject({ name: z.string(), rules: z.array(rule) })) })
    .parse(yaml(".deploy/prometheus-rules.yaml"))
    .groups.flatMap((group) => group.rules);
  const target = z.looseObject({ expr: z.string() });
  const dashboard = z
    .looseObject({
      title: z.string(),
      panels: z.array(
        z.looseObject({ id: z.number(), title: z.string(), targets: z.array(target).min(1) }),
      ),
    })
    .parse(JSON.parse(read(".deploy/grafana-dashboard.json")));
  const drawn = dashboard.panels.flatMap(({ targets }) =>
    targets.map(({ expr }) => expr.replaceAll("$__rate_interval", "5m")),
  );

  it("asks only for numbers that the program tells, in expressions that Prometheus can read", async () => {
    const { text } = await createMetrics().render();
    const told = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].flatMap(([, name = "", type]) =>
      type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
    const known = new Set(["up", ...told, ...rules.flatMap(({ record }) => record ?? [])]);
    const expressions = [...rules.map(({ expr }) => expr), ...drawn];
    expect(expressions.length).toBeGreaterThan(25);
    for (const expression of expressions) {
      const names = metricsOf(expression);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) expect([expression, known.has(name), name]).toContain(true);
    }
  });

  it("finds a fault in an expression", () => {
    expect(() => metricsOf("sum(rate(x[5m])")).toThrow(/wrong at/u);
    expect(metricsOf('rate(a{b="c"}[5m]) / d')).toEqual(["a", "d"]);
  });

  it("says of every alarm how bad it is and what to do", () => {
    const alarms = rules.filter(({ alert }) => alert !== undefined);
    expect(alarms.length).toBeGreaterThan(7);
    expect(new Set(alarms.map(({ alert }) => alert)).size).toBe(alarms.length);
    for (const { labels, annotations } of alarms) {
      expect(labels).toBeDefined();
      expect(annotations).toBeDefined();
    }
  });

  it("has panels with ids and titles of their own", () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });

  it("reads the rules that are there", () => {
    const { rule_files } = z
      .looseObject({ rule_files: z.array(z.string()), scrape_configs: z.array(z.unknown()).min(1) })
      .parse(yaml(".deploy/prometheus.yml"));
    for (const file of rule_files) {
      expect(existsSync(path.join(repositoryRoot, ".deploy", file))).toBe(true);
    }
  });
});

describe("what GitHub reads", () => {
  it("runs what runs here, and nothing else", () => {
    const { jobs } = z
      .looseObject({
        permissions: z.strictObject({ contents: z.literal("read") }),
        jobs: z.record(z.string(), z.looseObject({ steps: z.array(z.looseObject({})) })),
      })
      .parse(yaml(".github/workflows/ci.yaml"));
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.at(-1)).toEqual({ run: ".ci/run" });
    expect(statSync(path.join(repositoryRoot, ".ci/run")).mode & 0o111).not.toBe(0);
  });

  const field = z.strictObject({
    type: z.enum(["markdown", "textarea", "input", "dropdown"]),
    id: z.string().optional(),
    attributes: z.looseObject({
      label: z.string().optional(),
      value: z.string().optional(),
      options: z.array(z.string()).min(2).optional(),
    }),
    validations: z.strictObject({ required: z.boolean() }).optional(),
  });
  const form = z.strictObject({
    name: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    body: z.array(field).min(1),
  });

  it.each(["question-not-answered", "wrong-statement", "wrong-verdict"])(
    "can show the form %s",
    (name) => {
      const { body } = form.parse(yaml(`.github/ISSUE_TEMPLATE/${name}.yml`));
      const asked = body.filter(({ type }) => type !== "markdown");
      expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
      for (const { type, id, attributes } of asked) {
        expect(id).toMatch(/^[a-z]+$/u);
        expect(attributes.label).toBeDefined();
        if (type === "dropdown") expect(attributes.options?.length).toBeGreaterThan(1);
      }
    },
  );

  it("says where a weakness is told", () => {
    expect(read(".github/SECURITY.md")).toContain("## Report");
  });
});
