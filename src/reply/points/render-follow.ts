import type { Act } from "../../shared/acts.js";
import { distinctById } from "../../shared/distinct.js";
import { facetsOf } from "./follow-facets.js";
import type { JudgedFollowUp } from "../../dialogue/types.js";
import { claimsBlock } from "./parts.js";
import type { RenderContext } from "./render-context.js";
import type { Block, PersonWords, VerdictView } from "../types.js";
import { saySum, shortAmount } from "../verdict/verdict-amount.js";
import { verdictBlock } from "../verdict/verdict-block.js";
import { soonOf, stepsOf } from "../verdict/verdict-steps.js";
import { sayDate } from "../views.js";

const paragraph = (text: string): Block => ({ kind: "paragraph", text });

/** So many verdicts are told one by one; more would not be read. */
const MOST_SIDES = 3;

/** Of more than that, only what can still be had is told with all criteria. */
const MOST_WHOLE = 2;

/** What would change each verdict, in lines under its name. */
function waysBlocks({ speaker }: RenderContext, verdicts: readonly VerdictView[]) {
  return verdicts.flatMap((verdict): readonly Block[] => {
    const block = verdictBlock(speaker, verdict, "nothing");
    const steps = stepsOf(speaker, verdict);
    const lines = steps.map(({ title, items }) =>
      speaker.say("bullet", {
        text: speaker.say("titled-line", { title, text: items.join(speaker.say("judged-and")) }),
      }),
    );
    return [block, paragraph([block.line, ...lines].join("\n"))];
  });
}

/** The sums of what is met, together; what is not settled is named and not counted. */
function totalBlocks({ speaker }: RenderContext, person: PersonWords): readonly Block[] {
  const { verdicts, sumCny } = person;
  const paid = verdicts.filter((verdict) => shortAmount(speaker, verdict) !== "");
  const open = paid.filter(({ outcome }) => outcome === "needs-more");
  const lines = paid.map((verdict) =>
    speaker.say("bullet", {
      text: speaker.say("titled-line", {
        title: verdict.name,
        text: shortAmount(speaker, verdict),
      }),
    }),
  );
  const sum =
    sumCny > 0
      ? speaker.say("judged-sum", { amount: saySum(speaker, sumCny) })
      : speaker.say("judged-sum-none");
  const left =
    open.length === 0 ? [] : [speaker.say("judged-sum-open", { names: namesOf(speaker, open) })];
  return [
    ...verdicts.map((verdict) => verdictBlock(speaker, verdict, "nothing")),
    paragraph([sum, ...lines, ...left].join("\n")),
  ];
}

const namesOf = (speaker: RenderContext["speaker"], verdicts: readonly VerdictView[]): string =>
  verdicts.map(({ name }) => name).join(speaker.say("comma"));

/** What cannot be had together, and which choice pays more. */
export function conflictBlocks({ speaker }: RenderContext, person: PersonWords): readonly Block[] {
  return person.conflicts.map(({ one, other, better }) =>
    paragraph(
      better === null
        ? speaker.say("judged-conflict", { one, other })
        : speaker.say("judged-conflict-better", { one, other, better }),
    ),
  );
}

/** The sums side by side, and whether sources let them be combined. */
function betterBlocks(context: RenderContext, person: PersonWords): readonly Block[] {
  const { speaker } = context;
  const most = ({ amountCny, amountRangeCny }: VerdictView): number =>
    amountCny ?? amountRangeCny?.max ?? 0;
  const sorted = person.verdicts.toSorted((a, b) => most(b) - most(a));
  const lines = sorted.flatMap((verdict) => {
    const amount = shortAmount(speaker, verdict);
    const text = amount === "" ? verdictBlock(speaker, verdict).word : amount;
    return [
      speaker.say("bullet", { text: speaker.say("titled-line", { title: verdict.name, text }) }),
    ];
  });
  return [
    ...sorted.map((verdict) => verdictBlock(speaker, verdict, "nothing")),
    paragraph([speaker.say("judged-by-sum"), ...lines].join("\n")),
    ...(person.conflicts.length > 0
      ? conflictBlocks(context, person)
      : [paragraph(speaker.say("judged-no-conflict"))]),
  ];
}

/** All verdicts in groups: what is met now and soon line by line, the rest by name. */
function screenBlocks(context: RenderContext, person: PersonWords): readonly Block[] {
  const { speaker } = context;
  const { sumCny } = person;
  // Rules of another time are nothing that a person could have.
  const isOver = ({ reason }: VerdictView): boolean =>
    reason === "ended" || reason === "before-first";
  const verdicts = person.verdicts.filter((verdict) => !isOver(verdict));
  const isSoon = (verdict: VerdictView): boolean => soonOf(verdict) !== null;
  const of = (outcome: VerdictView["outcome"]) =>
    verdicts.filter((verdict) => verdict.outcome === outcome && !isSoon(verdict));
  const told = (key: string, group: readonly VerdictView[]): readonly Block[] =>
    group.length === 0
      ? []
      : [
          paragraph(
            speaker.say("titled-head", {
              title: speaker.say(`verdict-group-${key}`, { count: group.length }),
            }),
          ),
          ...group.map((verdict) => verdictBlock(speaker, verdict, "line")),
        ];
  const named = (key: string, group: readonly VerdictView[]): readonly Block[] =>
    group.length === 0
      ? []
      : [
          paragraph(
            speaker.say("titled-line", {
              title: speaker.say(`verdict-group-${key}`, { count: group.length }),
              text: namesOf(speaker, group),
            }),
          ),
          ...group.map((verdict) => verdictBlock(speaker, verdict, "nothing")),
        ];
  return [
    ...told("eligible", of("eligible")),
    ...told("soon", verdicts.filter(isSoon)),
    ...named("needs-more", of("needs-more")),
    ...named("ineligible", of("ineligible")),
    ...named("not-covered", of("not-covered")),
    ...person.verdicts.filter(isOver).map((verdict) => verdictBlock(speaker, verdict, "nothing")),
    ...(sumCny > 0
      ? [paragraph(speaker.say("judged-sum", { amount: saySum(speaker, sumCny) }))]
      : []),
    ...conflictBlocks(context, person),
  ];
}

/** Papers, places or ways to apply of what the person may have; said where no source gives them. */
function sideBlocks(context: RenderContext, person: PersonWords, act: Act): readonly Block[] {
  const { base, speaker } = context;
  const hopeful = person.verdicts.filter(({ outcome }) => outcome !== "ineligible");
  const about = (hopeful.length > 0 ? hopeful : person.verdicts).slice(0, MOST_SIDES);
  const silent: VerdictView[] = [];
  const claims = about.flatMap((verdict) => {
    const service = base.service(verdict.service);
    const found = facetsOf(act).flatMap((facet) => {
      const own = service?.claims[facet] ?? [];
      const title = speaker.say("judged-side", {
        name: verdict.name,
        side: speaker.say(`facet-${facet}`),
      });
      return claimsBlock(context, facet, own, title);
    });
    if (found.length === 0) silent.push(verdict);
    return found;
  });
  const channels = distinctById(
    about.flatMap(({ apply = [], offices = [] }) => [...apply, ...offices]),
  );
  return [
    ...person.verdicts.map((verdict) => verdictBlock(speaker, verdict, "nothing")),
    ...claims,
    ...(silent.length === 0
      ? []
      : [
          {
            kind: "missing" as const,
            act,
            text: speaker.say("missing-act", {
              name: namesOf(speaker, silent),
              act: speaker.say(`act-${act}`),
            }),
          },
        ]),
    ...(channels.length === 0
      ? []
      : [{ kind: "channels" as const, title: speaker.say("next-step"), items: channels }]),
  ];
}

/** What is asked of a judgement under way, answered for the person. */
export function followBlocks(
  context: RenderContext,
  person: PersonWords,
  follow: JudgedFollowUp,
  act: Act,
): readonly Block[] {
  const { speaker } = context;
  const { verdicts } = person;
  switch (follow) {
    case "why":
      // Of many the refused ones say why in their line.
      return verdicts.map((verdict) => {
        const isShort = verdicts.length > MOST_WHOLE && verdict.outcome === "ineligible";
        return verdictBlock(speaker, verdict, isShort ? "line" : "whole");
      });
    case "ways":
      return waysBlocks(context, verdicts);
    case "open":
    case "so-far":
      return verdicts.map((verdict) => verdictBlock(speaker, verdict, "line"));
    case "total":
      return [...totalBlocks(context, person), ...conflictBlocks(context, person)];
    case "better":
      return betterBlocks(context, person);
    case "screen":
      return screenBlocks(context, person);
    case "side":
      return sideBlocks(context, person, act);
    case "districts":
      return person.districts?.blocks ?? [];
    default:
      return follow satisfies never;
  }
}

/** What is supposed, in a line: facts, another day, and that it counts this once. */
export function supposedBlocks(
  { speaker }: RenderContext,
  { supposed }: PersonWords,
): readonly Block[] {
  if (supposed === null) return [];
  const facts = supposed.facts.join(speaker.say("judged-dot"));
  const text =
    supposed.day === null
      ? speaker.say("judged-supposed", { facts })
      : speaker.say("judged-on-day", { date: sayDate(speaker, supposed.day) });
  return [{ kind: "note", notice: "supposed", text }];
}
