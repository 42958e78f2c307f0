import { ask } from "./door.js";

const FRAGMENT = /^#ask=([std]\.[a-z0-9-]+(?:\.[a-z]+)?)$/u;

/**
 * What a page to read wants asked (`#ask=s.<service>`), taken out of the address so that a reload does not ask again; `null` when
 * there is none. It names something that is known and holds no words: no link can make anybody say what its writer likes.
 */
export function takeAsked(): string | null {
  const about = FRAGMENT.exec(location.hash)?.[1];
  if (about === undefined) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return about;
}

/** The question in words; `null` when it is about nothing that is known, or the server cannot be reached. */
export async function questionAbout(about: string, locale: string): Promise<string | null> {
  try {
    const query = new URLSearchParams({ about, locale });
    const response = await ask(`page-question.json?${query.toString()}`);
    const body: unknown = await response?.json();
    if (typeof body !== "object" || body === null || !("question" in body)) return null;
    return typeof body.question === "string" ? body.question : null;
  } catch {
    return null;
  }
}
