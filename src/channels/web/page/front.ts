import type { Choice } from "../../../reply/types.js";
import { button, el } from "./dom.js";
import type { Words } from "./words.js";

/** Examples shown at a time; others come with the next visit. */
const EXAMPLES = 3;

/** Some of the items, another selection each time, in the order in which they were written. */
function someOf<T>(items: readonly T[], count: number): readonly T[] {
  const drawn = items
    .map((item, index) => ({ item, index, lot: Math.random() }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, count);
  return drawn.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
}

function drawGroup(label: string, style: string, buttons: readonly HTMLElement[]): HTMLElement {
  return el(
    "div",
    { class: style, role: "group", "aria-label": label },
    el("p", { class: "choices-label", "aria-hidden": "true" }, label),
    ...buttons,
  );
}

/** The front door: the one thing most people come for, the situations people are in, and a few questions as people ask them. */
export function drawFront(words: Words, choose: (choice: Choice) => void): readonly HTMLElement[] {
  const [big, ...situations] = words.starters;
  const press =
    (choice: Choice): (() => void) =>
    () => {
      choose(choice);
    };
  const examples = someOf(words.examples, EXAMPLES);
  const bigButton = (choice: Choice): HTMLElement => {
    const drawn = button(choice.label, press(choice), { class: "big choice" });
    drawn.append(el("span", { class: "big-more" }, words.say("page-big")));
    return drawn;
  };
  return [
    ...(big === undefined ? [] : [bigButton(big)]),
    ...(situations.length === 0
      ? []
      : [
          drawGroup(
            words.say("page-starters"),
            "situations",
            situations.map((choice) => button(choice.label, press(choice), { class: "choice" })),
          ),
        ]),
    ...(examples.length === 0
      ? []
      : [
          drawGroup(
            words.say("page-examples"),
            "examples",
            examples.map((choice) => button(choice.label, press(choice), { class: "example" })),
          ),
        ]),
  ];
}
