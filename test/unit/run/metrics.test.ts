import { describe, expect, it } from "vitest";
import { createMetrics } from "../../../src/run/metrics.js";

describe("the numbers about Telegram", () => {
  it("take a closed set of codes as labels, whatever a server answers", async () => {
    const metrics = createMetrics();
    for (const code of [0, 400, 403, 409, 429, 500, 502, 599, 418, 7_000_000_001, -1, NaN]) {
      metrics.telegram.apiError(code);
    }
    const { text } = await metrics.render();
    const labels = [...text.matchAll(/api_errors_total\{code="(\w+)"\} (\d+)/gu)];
    expect(Object.fromEntries(labels.map(([, code, count]) => [code, Number(count)]))).toEqual({
      0: 1,
      400: 1,
      403: 1,
      409: 1,
      429: 1,
      "5xx": 3,
      other: 4,
    });
  });

  it("tell the age of the queue at the moment they are asked for", async () => {
    const metrics = createMetrics();
    const age = async (): Promise<string | undefined> =>
      /^hangcai_telegram_queue_age_seconds (\S+)$/mu.exec((await metrics.render()).text)?.[1];
    expect(await age()).toBe("0");
    let oldestMs = 1500;
    metrics.telegram.queue(() => oldestMs);
    expect(await age()).toBe("1.5");
    oldestMs = 0;
    expect(await age()).toBe("0");
  });
});
