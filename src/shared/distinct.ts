/** The items without those whose id came before; a later one of the same id takes the place of the first. */
export function distinctById<Item extends { readonly id: string }>(
  items: readonly Item[],
): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
