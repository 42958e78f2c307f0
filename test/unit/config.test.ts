import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.js";
import { ConfigError } from "../../src/shared/errors.js";

const read = (environment: Readonly<Record<string, string>>) => readConfig(environment, "corpus");

describe("the page's public address", () => {
  it.each([
    ["https://ask.example.org", "https://ask.example.org"],
    ["https://example.org/hangcai/", "https://example.org/hangcai"],
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["http://localhost:8787/", "http://localhost:8787"],
  ])("takes %s", (given, taken) => {
    expect(read({ PUBLIC_URL: given }).publicUrl).toBe(taken);
  });

  it("need not be told", () => {
    expect(read({}).publicUrl).toBeNull();
    expect(read({ PUBLIC_URL: "" }).publicUrl).toBeNull();
  });

  it.each([
    "http://example.org",
    "http://127.0.0.1.example.org",
    "https://name:word@example.org",
    "https://example.org/?a=b",
    "https://example.org/#part",
    "javascript:alert(1)",
    "example.org",
    "https://:443",
  ])("refuses %s by the name of the setting, without its value", (given) => {
    expect(() => read({ PUBLIC_URL: given })).toThrow(ConfigError);
    try {
      read({ PUBLIC_URL: given });
    } catch (fault) {
      const message = fault instanceof Error ? fault.message : "";
      expect(message).toContain("PUBLIC_URL");
      expect(message).not.toContain(given);
    }
  });
});

describe("the database", () => {
  it("is none unless its address is told", () => {
    expect(read({}).databaseUrl).toBeNull();
    const url = "postgres://user:word@db.example.org:5432/hangcai";
    expect(read({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each(["mysql://user:word@db/hangcai", "db.example.org", "http://word@db"])(
    "refuses %s by the name of the setting, without its value",
    (given) => {
      expect(() => read({ DATABASE_URL: given })).toThrow(/DATABASE_URL/u);
      try {
        read({ DATABASE_URL: given });
      } catch (fault) {
        expect(String(fault)).not.toContain(given);
      }
    },
  );
});
