import type { Choice } from "../../../reply/types.js";
import { drawBlocks, questionAboutItem } from "./blocks.js";
import { button, el, hidden } from "./dom.js";
import { languageOf } from "../said.js";
import type { SavedReply, SavedTurn } from "./storage.js";
import { drawTools, type ToolActions } from "./tools.js";
import type { Words } from "./words.js";

/** What a person can do inside a turn. */
export interface TurnActions extends ToolActions {
  choose(choice: Choice): void;
  retry(turnId: string): void;
  rate(turnId: string, helpful: boolean): void;
  /** Opens the whole case, for printing and for the calendar. */
  showCase(): void;
}

/** Buttons in a named group; pressing one says the same as typing what it sends. */
export function drawChoices(
  label: string,
  choices: readonly Choice[],
  choose: (choice: Choice) => void,
): HTMLElement | null {
  if (choices.length === 0) return null;
  return el(
    "div",
    { class: "choices", role: "group", "aria-label": label },
    el("p", { class: "choices-label", "aria-hidden": "true" }, label),
    ...choices.map((choice) =>
      button(
        choice.label,
        () => {
          choose(choice);
        },
        { class: "choice" },
      ),
    ),
  );
}

function drawRating(words: Words, turn: SavedTurn, actions: TurnActions): HTMLElement {
  const rate = (helpful: boolean) =>
    button(
      words.say(helpful ? "page-helpful" : "page-unhelpful"),
      () => {
        actions.rate(turn.id, helpful);
      },
      { class: "rate", "aria-pressed": String(turn.helpful === helpful) },
    );
  const label = words.say("page-feedback");
  return el(
    "div",
    { class: "rating", role: "group", "aria-label": label },
    el("span", { "aria-hidden": "true" }, label),
    rate(true),
    rate(false),
    turn.helpful === null ? null : el("span", {}, words.say("page-feedback-thanks")),
  );
}

/** Things to ask next that are shown at once; more of them hide the answer. */
const MOST_CHOICES = 4;

function drawReply(
  words: Words,
  turn: SavedTurn,
  reply: SavedReply,
  actions: TurnActions,
): readonly (HTMLElement | null)[] {
  const blocks = drawBlocks(words, turn.id, reply.blocks, (choice) => {
    actions.choose(choice);
  });
  const question = blocks.findLast((element) => element.classList.contains("asking"));
  // What a list already offers at its items is not offered again below it.
  const offered = new Set(
    reply.blocks.flatMap((block) =>
      block.kind === "list"
        ? block.items.flatMap((item) => questionAboutItem(words, item) ?? [])
        : [],
    ),
  );
  const left = reply.choices.filter(({ send }) => !offered.has(send));
  const first = question === undefined ? left.slice(0, MOST_CHOICES) : reply.choices;
  const rest = question === undefined ? left.slice(MOST_CHOICES) : [];
  const choose = (choice: Choice): void => {
    actions.choose(choice);
  };
  const choices = drawChoices(question?.textContent ?? words.say("page-choices"), first, choose);
  const further = drawChoices(words.say("page-more-choices"), rest, choose);
  if (choices !== null && further !== null) {
    further.querySelector(".choices-label")?.remove();
    choices.append(
      el(
        "details",
        { class: "further" },
        el("summary", {}, words.say("page-more-choices")),
        further,
      ),
    );
  }
  // The answers stand under their question, whatever else the reply goes on to say.
  if (question !== undefined && choices !== null) {
    choices.querySelector(".choices-label")?.remove();
  }
  return [
    el(
      "div",
      { class: "blocks", lang: languageOf(reply.text, words.locale) },
      ...(blocks.length > 0
        ? blocks.flatMap((element) =>
            element === question && choices !== null ? [element, choices] : [element],
          )
        : [el("p", { class: "paragraph" }, reply.text)]),
    ),
    reply.blocks.some(({ kind }) => kind === "steps")
      ? el(
          "p",
          { class: "whole-case" },
          button(
            words.say("page-case"),
            () => {
              actions.showCase();
            },
            { class: "quiet" },
          ),
        )
      : null,
    question === undefined ? drawTools(words, turn, reply, actions) : null,
    question === undefined ? choices : null,
    // A question back is no answer yet; and what this device answered is rated at no server.
    turn.here === undefined && reply.services.length > 0 && question === undefined
      ? drawRating(words, turn, actions)
      : null,
  ];
}

/** What went wrong, in words. */
export function sayFailure(words: Words, failure: NonNullable<SavedTurn["failure"]>): string {
  return failure.kind === "busy"
    ? words.say("page-error-busy", { count: failure.seconds })
    : words.say(`page-error-${failure.kind}`);
}

function drawFailure(words: Words, turn: SavedTurn, actions: TurnActions): readonly HTMLElement[] {
  const failure = turn.failure ?? { kind: "network" };
  return [
    el("p", { class: "note", "data-notice": "failure" }, sayFailure(words, failure)),
    el(
      "div",
      { class: "choices" },
      button(
        words.say("page-again"),
        () => {
          actions.retry(turn.id);
        },
        { class: "choice" },
      ),
    ),
  ];
}

/** One turn: the question as a heading, so that a reader can go from one to the next, and what came of it. */
export function drawTurn(
  words: Words,
  turn: SavedTurn,
  isPending: boolean,
  actions: TurnActions,
): HTMLLIElement {
  const question = el(
    "h2",
    { class: "question", lang: languageOf(turn.text, words.locale) },
    hidden(`${words.say("page-you")}: `),
    el("span", { class: "said" }, turn.text),
  );
  const inner = isPending
    ? [el("p", { class: "pending" }, words.say("page-searching"))]
    : turn.reply === null
      ? drawFailure(words, turn, actions)
      : drawReply(words, turn, turn.reply, actions);
  return el(
    "li",
    { class: "turn", id: `turn-${turn.id}` },
    question,
    turn.isAnew ? el("p", { class: "assumed" }, words.say("page-begun-anew")) : null,
    turn.here === "offline" ? el("p", { class: "assumed" }, words.say("page-here-turn")) : null,
    el("div", { class: "reply", role: "group", "aria-label": words.say("page-answer") }, ...inner),
  );
}
