type Child = Node | string | null;

/**
 * An element with attributes and children. Texts become text nodes, so nothing that somebody wrote is ever
 * read as markup; an attribute that is `null` is left out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * An element of the page's own HTML.
 * @throws Error when the page lacks it, which only a change of index.html can cause
 */
export function find<T extends Element>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${type.name} #${id}`);
}

/** A button that does something here; it sends no form. */
export function button(
  label: string,
  onPress: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const element = el("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", onPress);
  return element;
}

/** A text only for those who listen to the page. */
export const hidden = (text: string): HTMLElement => el("span", { class: "hidden" }, text);
