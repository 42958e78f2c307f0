import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { messageResponse, serviceDetail } from "../../../../src/channels/web/reply-schemas.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";
import {
  createExampleApp,
  createExampleCatalogue,
  exampleReply,
} from "../../../helpers/web-fixtures.js";

const { app } = createExampleApp();

const FIXED_SLOTS =
  "degree studyMode graduatedOn birthDate age studying nationality overseasDegree hukou workDistrict homeDistrict employment employerSize socialInsuranceMonths monthlyWageCny ownsHomeInHangzhou inPublicRental talentClass sharePercent companyFoundedOn recommended rider".split(
    " ",
  );

const schemaObject: z.ZodType = z.looseObject({});
const operation = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/u), z.looseObject({ description: z.string() })),
});
const document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "delete"]), operation),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), schemaObject) }),
  webhooks: z.unknown().optional(),
});

const read = async () => document.parse(await (await app.request("/openapi.json")).json());

/** Every `$ref` anywhere in a value. */
function refsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : refsIn(inner),
  );
}

describe("the OpenAPI document", () => {
  it("has the paths of the contract, each operation with its own id", async () => {
    const { paths } = await read();
    expect(Object.keys(paths).sort()).toEqual([
      "/api/v1/conversation",
      "/api/v1/eligibility",
      "/api/v1/eligibility/calendar",
      "/api/v1/feedback",
      "/api/v1/messages",
      "/api/v1/rules",
      "/api/v1/services",
      "/api/v1/services/{id}",
      "/api/v1/suggestions",
      "/healthz",
      "/metrics",
      "/readyz",
    ]);
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("describes nothing that is not served", async () => {
    const { paths } = await read();
    for (const [path, item] of Object.entries(paths)) {
      for (const method of Object.keys(item)) {
        const { status } = await app.request(path, { method: method.toUpperCase() });
        expect([path, method, status]).not.toContain(405);
      }
    }
  });

  // The rules of usual linters that a document can break without being invalid.
  it("says of every operation who may call it and how it refuses, and under which licence it stands", async () => {
    const whole = z
      .looseObject({
        security: z.array(z.record(z.string(), z.array(z.string()))),
        info: z.looseObject({ license: z.looseObject({ url: z.url() }) }),
        components: z.looseObject({ securitySchemes: z.record(z.string(), z.unknown()) }),
      })
      .parse(await (await app.request("/openapi.json")).json());
    expect(whole.security).toEqual([]);
    const { paths } = await read();
    for (const item of Object.values(paths)) {
      for (const each of Object.values(item)) {
        const {
          summary,
          responses,
          security = [],
        } = each as typeof each & {
          readonly security?: readonly Readonly<Record<string, unknown>>[];
        };
        expect(summary).not.toBe("");
        expect(Object.keys(responses).filter((status) => status.startsWith("2"))).not.toEqual([]);
        expect(Object.keys(responses).filter((status) => status.startsWith("4"))).not.toEqual([]);
        for (const scheme of security.flatMap((one) => Object.keys(one))) {
          expect(Object.keys(whole.components.securitySchemes)).toContain(scheme);
        }
      }
    }
  });

  it("refers only to what it holds", async () => {
    const whole = await read();
    const refs = refsIn(whole);
    expect(refs.length).toBeGreaterThan(20);
    for (const ref of refs) {
      expect(Object.keys(whole.components.schemas)).toContain(
        ref.replace("#/components/schemas/", ""),
      );
    }
  });

  it("documents every kind of block", async () => {
    const { components } = await read();
    const text = JSON.stringify(components.schemas["Block"]);
    const kinds = ["types"].flatMap((file) => {
      const types = readFileSync(path.join(repositoryRoot, `src/reply/${file}.ts`), "utf8");
      const union = /^(?:export )?type (?:BlockKind|CaseBlock) =([\s\S]*?)(?:\n\n|$(?![\s\S]))/gmu;
      const text = [...types.matchAll(union)].map(([, members]) => members ?? "").join("\n");
      return [...text.matchAll(/readonly kind: "([a-z]+)"/gu)].map(([, kind]) => kind);
    });
    expect(kinds.length).toBeGreaterThan(12);
    for (const kind of kinds) expect(text).toContain(`"${kind ?? ""}":`);
  });

  it("names the profile slots that are fixed for clients", async () => {
    const { components } = await read();
    const text = JSON.stringify(components.schemas["MessageRequest"]);
    const slots = readFileSync(path.join(repositoryRoot, "knowledge/slots.yaml"), "utf8");
    for (const id of FIXED_SLOTS) {
      expect(text).toContain(id);
      expect(slots).toContain(`id: ${id}`);
    }
  });
});

describe("the documented replies", () => {
  it.each(["怎么办", "比较", "哪些", "回声"])("hold for a reply to %s", (question) => {
    const response = { conversation: "x", reply: exampleReply(question) };
    expect(messageResponse.safeParse(response).error).toBeUndefined();
  });

  it("hold for a service", () => {
    const service = createExampleCatalogue().get("example-allowance");
    expect(serviceDetail.safeParse(service).error).toBeUndefined();
  });
});
