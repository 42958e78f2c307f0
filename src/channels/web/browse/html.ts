const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it stands in HTML, also inside of quotation marks. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");

/** Markup that this program wrote; every other text is escaped before it becomes a part of some. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Part[];

function markupOf(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  if ("markup" in part) return part.markup;
  return part.map(markupOf).join("");
}

/** Markup with texts put in, which are escaped whatever they hold; `null` leaves nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.reduce((markup, text, index) => {
    const part = parts[index - 1];
    return markup + (index === 0 || part === undefined ? "" : markupOf(part)) + text;
  }, ""),
});

/** Data for machines that read the page; `<` is written so that no text can end the element. */
export const jsonScript = (data: unknown): Html => ({
  markup: `<script type="application/ld+json">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`,
});
