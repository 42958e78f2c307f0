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
  /** Where people reach the page from outside, without a slash at the end; `null`: not told. */
  readonly publicUrl: string | null;
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

const schema = z
  .object({
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
    RETENTION_DAYS: wholeNumber(1, 3650).default(30),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  })
  .superRefine((value, context) => {
    if (value.TELEGRAM_MODE !== "webhook") return;
    for (const name of ["TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET"] as const) {
      if (value[name] === undefined) {
        context.addIssue({ code: "custom", path: [name], message: "is needed in webhook mode" });
      }
    }
  });

/** An empty setting counts as not set, as shells and unit files leave it. */
const withoutEmpty = (environment: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));

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
  const parsed = schema.safeParse(withoutEmpty(environment));
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`),
    );
  }
  const value = parsed.data;
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
    logLevel: value.LOG_LEVEL,
    telegram,
  });
}
