import { z } from "zod";
import { ConfigError } from "./shared/errors.js";

/** Everything that the environment decides; checked once at start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Of PostgreSQL, with its password; `null`: the embedded store. */
  readonly databaseUrl: string | null;
  readonly corpusDir: string;
  readonly retentionDays: number;
  /** Where people reach the page from outside, without a slash at the end; `null`: not told. Its path is the prefix of all. */
  readonly publicUrl: string | null;
  /** Proxies in front whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: number;
  /** A port for the numbers alone; `null`: they are told to this machine, on the port of the page. */
  readonly metricsPort: number | null;
  /** Work that one address may ask for in a minute; 0: as much as it likes. */
  readonly workPerMinute: number;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** `null`: no Telegram. */
  readonly telegram: TelegramConfig | null;
}

export interface TelegramConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly mode: "polling" | "webhook";
  /** Both are there in webhook mode. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
}

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/u, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= min && value <= max, {
      message: `must be from ${String(min)} to ${String(max)}`,
    });

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
const PUBLIC_URL_HINT =
  "must be https://… (http:// only on this machine), without user, query or fragment";

/** An address that may be sent to people: encrypted, or on their own machine. */
function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text) || /[?#\s]/u.test(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname));
}

/** An empty setting counts as not set, as shells and unit files leave it. */
const withoutEmpty = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));

/** With less, the longest message would never pass. */
const LEAST_WORK = 2_000;

const FIELDS = {
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: wholeNumber(0, 65_535).default(8787),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(?:ql)?$/u,
      message: "must be postgres://user:password@host/database",
    })
    .optional(),
  CORPUS_DIR: z.string().min(1).optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(
      /^\d+:[\w-]{20,}$/u,
      "does not look like a token from BotFather (digits, colon, letters)",
    )
    .optional(),
  TELEGRAM_API_ROOT: z.url({ protocol: /^https?$/u }).default("https://api.telegram.org"),
  TELEGRAM_MODE: z.enum(["polling", "webhook"]).default("polling"),
  TELEGRAM_WEBHOOK_URL: z.url({ protocol: /^https$/u }).optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/u, "must be 16 to 256 letters, digits, _ or -")
    .optional(),
  PUBLIC_URL: z.string().refine(isPublicUrl, PUBLIC_URL_HINT).optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  METRICS_PORT: wholeNumber(0, 65_535).optional(),
  WORK_PER_MINUTE: wholeNumber(0, 100_000_000)
    .refine((value) => value === 0 || value >= LEAST_WORK, {
      message: `must be 0 (no limit) or at least ${LEAST_WORK}`,
    })
    .default(12_000),
  RETENTION_DAYS: wholeNumber(1, 3650).default(30),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
};

type Values = { readonly [Name in keyof typeof FIELDS]: z.infer<(typeof FIELDS)[Name]> };

/** What can only be wrong together. */
function problemsBetween(values: Partial<Values>): readonly string[] {
  const problems: string[] = [];
  if (values.TELEGRAM_MODE === "webhook") {
    for (const name of ["TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET"] as const) {
      if (name in values && values[name] === undefined) {
        problems.push(`${name}: is needed in webhook mode`);
      }
    }
  }
  const { PORT, METRICS_PORT } = values;
  if (PORT !== undefined && PORT !== 0 && PORT === METRICS_PORT) {
    problems.push("METRICS_PORT: must be another port than PORT");
  }
  return problems;
}

/** Each setting by itself, so that what is wrong with one hides nothing of the others. */
function readFields(environment: Readonly<Record<string, string | undefined>>): {
  readonly values: Partial<Values>;
  readonly problems: readonly string[];
} {
  const given = withoutEmpty(environment);
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, field] of Object.entries(FIELDS)) {
    const read = field.safeParse(given[name]);
    if (read.success) values[name] = read.data;
    else problems.push(...read.error.issues.map((issue) => `${name}: ${issue.message}`));
  }
  // Every value that is there was read by the field of its name.
  const known = values as Partial<Values>;
  return { values: known, problems: [...problems, ...problemsBetween(known)] };
}

/** Settings that say where something is: what they name is looked at before the start. */
export interface Places {
  readonly host?: string;
  readonly port?: number;
  readonly metricsPort?: number;
  readonly dataDir?: string;
  readonly corpusDir?: string;
}

/** The places among the settings, without those that are wrong in themselves. Never throws. */
export function readPlaces(
  environment: Readonly<Record<string, string | undefined>>,
  ownCorpusDir: string,
): Places {
  const { HOST, PORT, METRICS_PORT, DATA_DIR, CORPUS_DIR } = readFields(environment).values;
  return {
    ...(HOST !== undefined && { host: HOST }),
    ...(PORT !== undefined && { port: PORT }),
    ...(METRICS_PORT !== undefined && METRICS_PORT !== PORT && { metricsPort: METRICS_PORT }),
    ...(DATA_DIR !== undefined && { dataDir: DATA_DIR }),
    corpusDir: CORPUS_DIR ?? ownCorpusDir,
  };
}

/**
 * The configuration from an environment.
 *
 * @param ownCorpusDir where the program's own intents/, knowledge/ and seeds/ are
 * @throws ConfigError with every problem at once; it names settings, never their values
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  ownCorpusDir: string,
): Config {
  const { values, problems } = readFields(environment);
  if (problems.length > 0) throw new ConfigError(problems);
  // Without a problem, every field was read.
  const value = values as Values;
  const telegram =
    value.TELEGRAM_BOT_TOKEN === undefined
      ? null
      : {
          token: value.TELEGRAM_BOT_TOKEN,
          apiRoot: value.TELEGRAM_API_ROOT,
          mode: value.TELEGRAM_MODE,
          ...(value.TELEGRAM_WEBHOOK_URL !== undefined && {
            webhookUrl: value.TELEGRAM_WEBHOOK_URL,
          }),
          ...(value.TELEGRAM_WEBHOOK_SECRET !== undefined && {
            webhookSecret: value.TELEGRAM_WEBHOOK_SECRET,
          }),
        };
  return Object.freeze({
    host: value.HOST,
    port: value.PORT,
    dataDir: value.DATA_DIR,
    databaseUrl: value.DATABASE_URL ?? null,
    corpusDir: value.CORPUS_DIR ?? ownCorpusDir,
    retentionDays: value.RETENTION_DAYS,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/u, "") ?? null,
    trustedProxies: value.TRUST_PROXY,
    metricsPort: value.METRICS_PORT ?? null,
    workPerMinute: value.WORK_PER_MINUTE,
    logLevel: value.LOG_LEVEL,
    telegram,
  });
}
