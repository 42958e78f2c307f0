import { chromium } from "playwright-core";
import { expect, it } from "vitest";
import { chromiumPath, describeWith, needsChromium } from "../helpers/requires.js";

describeWith(needsChromium(), "the browser of the tests", () => {
  it("draws Chinese characters, not empty boxes", async () => {
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: ["--no-sandbox"],
    });
    try {
      const page = await browser.newPage();
      const drawn = await page.evaluate(() => {
        const canvas = document.createElement("canvas");
        const context = canvas.getContext("2d");
        if (context === null) return [];
        context.font = "32px sans-serif";
        return ["杭", "才"].map((character) => {
          context.clearRect(0, 0, canvas.width, canvas.height);
          context.fillText(character, 0, 40);
          return context.getImageData(0, 0, 64, 64).data.join();
        });
      });
      // A missing glyph is the same box for every character.
      expect(drawn).toHaveLength(2);
      expect(drawn[0]).not.toBe(drawn[1]);
    } finally {
      await browser.close();
    }
  });
});
