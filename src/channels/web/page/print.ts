/**
 * Paper cannot be opened: every fold is open while the page is printed, and as it was afterwards.
 *
 * @param folds which ones, where not all belong on paper
 */
export function openForPrint(folds = "details"): void {
  let opened: readonly HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>(folds)].filter(({ open }) => !open);
    for (const fold of opened) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
}
