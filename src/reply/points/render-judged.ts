import { isOlderThan, newestFirst } from "../../shared/dates.js";
import { distinctById } from "../../shared/distinct.js";
import type { Decision } from "../../dialogue/types.js";
import { fixedChoices } from "./parts.js";
import { EMPTY, type Rendered, type RenderContext } from "./render-context.js";
import type {
  Answer,
  Block,
  ChannelView,
  Choice,
  PairWords,
  PersonWords,
  SourceView,
} from "../types.js";
import { saySum } from "../verdict/verdict-amount.js";
import { basisItems } from "../verdict/verdict-block.js";
import { conflictBlocks, followBlocks, supposedBlocks } from "./render-follow.js";
import { verdictBlocks } from "../verdict/verdict-blocks.js";
import { sayDate, viewService } from "../views.js";

type JudgeDecision = Extract<Decision, { kind: "judge" }>;
type ProfileDecision = Extract<Decision, { kind: "profile" }>;

const paragraph = (text: string): Block => ({ kind: "paragraph", text });
const note = (notice: string, text: string): Block => ({ kind: "note", notice, text });
const asking = (text: string, slot: string): Block => ({ kind: "paragraph", text, asks: slot });

/** At most this many places to go; the rest stands in the verdicts. */
const MOST_CHANNELS = 2;

/** Of whom it is, when it is somebody else. */
const whomBlocks = ({ speaker }: RenderContext, { whom }: PersonWords): readonly Block[] =>
  whom === null ? [] : [note("assumed", speaker.say("judged-whom", { whom }))];

/**
 * What was understood of the person: all of it when a judgement begins or ends, and on the turns between only what is new
 * or said otherwise than before.
 */
function understoodBlocks(
  { speaker }: RenderContext,
  person: PersonWords,
  isFollow: boolean,
): readonly Block[] {
  const isBetween = isFollow || (isLater(person) && person.question !== null);
  const facts = person.understood.join(speaker.say("judged-dot"));
  const key = person.isOther ? "judged-understood-other" : "judged-understood";
  const all: readonly Block[] =
    facts === "" || person.isChild
      ? []
      : [
          {
            kind: "note",
            notice: "understood",
            text: speaker.say(key, { facts }),
            label: speaker.say(person.isOther ? "judged-chips-other" : "judged-chips"),
            facts: person.understood.map((label, index) => ({
              label,
              send: person.changes[index]?.send ?? label,
            })),
            ...(isBetween && { folded: true as const }),
          },
        ];
  const news = person.news.join(speaker.say("judged-dot"));
  return [
    ...all,
    ...person.replaced.map(({ before, now }) =>
      note(
        "understood",
        now === undefined
          ? speaker.say("judged-dropped", { before })
          : speaker.say("judged-replaced", { before, now }),
      ),
    ),
    ...(isBetween && news !== "" && !person.isChild
      ? [note("news", speaker.say("judged-news", { facts: news }))]
      : []),
  ];
}

/** The judgement went on before this turn. */
const isLater = ({ before }: PersonWords): boolean => before.length > 0;

/** The sum, and what cannot be combined. */
function screeningBlocks(context: RenderContext, person: PersonWords): readonly Block[] {
  const { speaker } = context;
  const amount = saySum(speaker, person.sumCny);
  const isNews = person.question === null || person.before.length === 0;
  return [
    ...(person.sumCny > 0 && isNews ? [paragraph(speaker.say("judged-sum", { amount }))] : []),
    ...(isNews ? conflictBlocks(context, person) : []),
  ];
}

/** Both of a household beside each other: a line for each policy, the sum, and what of the spouse is still open. */
function pairBlocks({ speaker }: RenderContext, pair: PairWords): readonly Block[] {
  const { whom, facts, lines, sum, unclear, open } = pair;
  const told = facts.join(speaker.say("judged-dot"));
  return [
    ...(told === ""
      ? []
      : [note("understood", speaker.say("pair-understood", { whom, facts: told }))]),
    ...[...lines, sum, unclear, open].flatMap((text) => (text === null ? [] : [paragraph(text)])),
  ];
}

/** Of more services than that, none in particular was asked about. */
const MOST_ASKED = 3;

/** The verdicts, or what of them was asked for. */
function mainBlocks(
  context: RenderContext,
  { follow, act, services }: JudgeDecision,
  person: PersonWords,
): readonly Block[] {
  if (person.pair !== undefined) return pairBlocks(context, person.pair);
  const asked = services.length <= MOST_ASKED ? services[0] : undefined;
  return follow === undefined
    ? [...verdictBlocks(context, person, asked), ...screeningBlocks(context, person)]
    : followBlocks(context, person, follow, act);
}

/** The question back, or why it goes no further. */
function closingBlocks({ speaker }: RenderContext, person: PersonWords): readonly Block[] {
  const { question, verdicts } = person;
  const isOpen = verdicts.some(({ outcome }) => outcome === "needs-more");
  if (question !== null) {
    const key = question.left > 1 ? "judged-question-many" : "judged-question";
    const text = speaker.say(key, { question: question.text, count: question.left });
    return [asking(text, question.slot)];
  }
  return [
    ...(isOpen && person.skipped.length > 0
      ? [
          paragraph(
            speaker.say("judged-skipped", { names: person.skipped.join(speaker.say("comma")) }),
          ),
        ]
      : []),
    ...(person.isChild && !person.isOther ? [paragraph(speaker.say("judged-child"))] : []),
    ...(isOpen && person.isGroup ? [paragraph(speaker.say("judged-group"))] : []),
  ];
}

const keepChoices = ({ speaker }: RenderContext): readonly Choice[] =>
  ["profile-keep", "profile-keep-not"].map((key) => ({
    label: speaker.say(key),
    send: speaker.say(key),
  }));

/** So many sources are named in the line; the others stand under the sources. */
const MOST_SOURCES = 2;

/** What the verdicts rest on, in a line. */
function basisBlocks({ speaker }: RenderContext, { verdicts }: PersonWords): readonly Block[] {
  const items = basisItems(speaker, verdicts);
  if (items.length === 0) return [];
  const sources = items.slice(0, MOST_SOURCES).join(speaker.say("comma"));
  const key = items.length > MOST_SOURCES ? "judged-basis-many" : "judged-basis";
  return [note("basis", speaker.say(key, { sources, count: items.length }))];
}

/** What can be asked of a judgement that is done: what would change it, and what else there is. */
function nextChoices(
  { speaker }: RenderContext,
  { follow }: JudgeDecision,
  { verdicts, isGroup, isChild, pair }: PersonWords,
): readonly Choice[] {
  if (isGroup || isChild) return [];
  // The other questions about a judgement are of one person.
  if (pair !== undefined) return fixedChoices(speaker, "pair-choices");
  const isShort = verdicts.some(({ outcome }) => outcome !== "eligible");
  return [
    ...(isShort && follow !== "ways" ? fixedChoices(speaker, "judged-ways-choices") : []),
    ...(follow === "screen" ? [] : fixedChoices(speaker, "judged-screen-choices")),
  ];
}

/** Old statements are said to be old, by the oldest criterion. */
function staleBlocks(
  { speaker, today }: RenderContext,
  { verdicts }: PersonWords,
): { readonly blocks: readonly Block[]; readonly notice: Answer["notice"] } {
  const dates = verdicts
    .flatMap(({ because }) => because.map(({ asOf }) => asOf ?? null))
    .filter((date) => date !== null && isOlderThan(date, today, 12))
    .toSorted((a, b) => newestFirst(b, a));
  const [oldest] = dates;
  if (oldest === undefined) return { blocks: [], notice: [] };
  const text = speaker.say("notice-stale", { date: sayDate(speaker, oldest) });
  return { blocks: [note("stale", text)], notice: ["stale"] };
}

/**
 * A judgement: what was understood, each verdict with its criteria, what can be had together, the one question or the
 * offer to keep, where to go, sources, and that no office has decided.
 *
 * @param about the answer to the question itself, when there is one
 */
export function renderJudged(
  context: RenderContext,
  decision: JudgeDecision,
  person: PersonWords,
  about: Rendered | null,
): Rendered {
  const { question } = person;
  if (question !== null && person.isAgain && person.replaced.length === 0) {
    return renderAgain(context, decision, question);
  }
  // Below a known answer a verdict stands that is one; that nothing can be told yet is no news.
  const isIdle = question === null && person.verdicts.every(({ outcome }) => !SETTLED.has(outcome));
  if (about !== null && decision.about?.kind === "faq" && isIdle) {
    return { ...about, verdicts: person.verdicts };
  }
  return about !== null && person.isOffer && question !== null
    ? {
        ...withOffer(context, person, about, question),
        // Below a known answer it is the question that leads on.
        ...(decision.about?.kind === "faq" && { disposition: "ask" as const }),
      }
    : renderVerdicts(context, decision, person, about);
}

/** Outcomes that say whether somebody may have it. */
const SETTLED: ReadonlySet<string> = new Set(["eligible", "ineligible"]);

/** Longer than this, in code points, words tell more than an answer does. */
const LONGEST_ANSWER = 4;

/** Nothing was learnt, so nothing is judged again: the question alone is put once more. */
function renderAgain(
  { speaker }: RenderContext,
  { question: parsed }: JudgeDecision,
  question: NonNullable<PersonWords["question"]>,
): Rendered {
  // 好的 agrees to be asked; it is no answer that could not be read.
  const isAssent = parsed.kind === "talk" && parsed.talk === "yes";
  // A sentence is no answer that could not be read: it told something that no condition asks for.
  const isTold = parsed.kind !== "talk" && [...parsed.normalized].length > LONGEST_ANSWER;
  const key = isAssent ? "judged-again-assent" : isTold ? "judged-told" : "judged-again";
  return {
    ...EMPTY,
    disposition: "ask",
    profile: {},
    blocks: [paragraph(speaker.say(key)), asking(question.text, question.slot)],
    choices: question.choices,
    needsAllChoices: true,
  };
}

/** The answer, and below it the question whose answer begins the judging. */
function withOffer(
  context: RenderContext,
  person: PersonWords,
  about: Rendered,
  question: NonNullable<PersonWords["question"]>,
): Rendered {
  const { speaker } = context;
  const key = person.whom === null ? "judged-offer" : "judged-offer-other";
  const words = { question: question.text, whom: person.whom ?? "" };
  const offer = asking(speaker.say(key, words), question.slot);
  const at = about.blocks.findIndex(({ kind }) => kind === "channels" || kind === "sources");
  const cut = at === -1 ? about.blocks.length : at;
  return {
    ...about,
    verdicts: person.verdicts,
    blocks: [
      ...whomBlocks(context, person),
      ...about.blocks.slice(0, cut),
      offer,
      ...about.blocks.slice(cut),
    ],
    choices: [...question.choices, ...about.choices],
    needsAllChoices: true,
  };
}

/** What to do in which order, what to bring, how the districts differ: where there is room. */
const sheetBlocks = ({ sheet }: PersonWords): readonly Block[] =>
  sheet === null
    ? []
    : [...sheet.steps, ...sheet.papers, ...sheet.districts].map((block) => ({
        ...block,
        folded: true,
      }));

/** What no source says, where it stands beside an answer. */
const isGap = (block: Block): boolean => block.kind === "note" && block.notice === "silent";

function renderVerdicts(
  context: RenderContext,
  decision: JudgeDecision,
  person: PersonWords,
  about: Rendered | null,
): Rendered {
  const { speaker, base } = context;
  const { verdicts, question } = person;
  const isSettled = verdicts.some(({ outcome }) => outcome !== "not-covered");
  const isAsking = question !== null;
  const stale = staleBlocks(context, person);
  // Below a known answer a no is a line: the answer itself has said what is asked.
  const main = mainBlocks(context, decision, person).map((block): Block =>
    decision.about?.kind === "faq" && block.kind === "verdict" && block.outcome === "ineligible"
      ? { ...block, shows: "line" }
      : block,
  );
  const isReached = main.some(({ kind }) => kind === "channels");
  const channels = distinctById<ChannelView>(
    verdicts.flatMap(({ outcome, apply = [], offices = [] }) =>
      outcome === "eligible" ? [...apply, ...offices] : offices,
    ),
  ).slice(0, MOST_CHANNELS);
  const sources = distinctById<SourceView>([
    ...verdicts.flatMap((verdict) => verdict.sources ?? []),
    ...person.also.flatMap((way) => way.sources),
    ...(person.districts?.sources ?? []),
    ...(person.sheet?.sources ?? []),
  ]);
  const judged = verdicts.flatMap(({ service }) => {
    const found = base.service(service);
    return found === undefined ? [] : [viewService(base, speaker, found)];
  });
  const said = (about?.blocks ?? []).filter(
    (block) => block.kind === "claims" || block.kind === "list" || isGap(block),
  );
  // A known question has its answer first, and what that means for the person below.
  const isKnown = decision.about?.kind === "faq";
  // What the question asks beside the verdict: sums and lists, not the conditions again.
  const beside =
    isKnown || decision.act === "eligible" ? [] : said.filter((block) => !isGap(block));
  const assumed = (about?.blocks ?? []).filter(
    (block) => block.kind === "note" && block.notice === "assumed",
  );
  return {
    ...EMPTY,
    disposition: isAsking ? "ask" : isSettled ? "answer" : "partial",
    // A guide names whatever there is; what is judged was meant.
    services: distinctById(
      decision.about?.kind === "guide"
        ? [...judged, ...(about?.services ?? [])]
        : [...(about?.services ?? []), ...judged],
    ),
    verdicts,
    ...(person.receipt !== null && { receipt: person.receipt }),
    missing: isSettled || isAsking ? [] : [decision.act],
    notice: [...new Set([...(about?.notice ?? []), ...stale.notice])],
    ...(person.isChild ? { profile: {} } : { profile: person.profile }),
    blocks: [
      ...assumed,
      ...(isKnown ? said : []),
      ...whomBlocks(context, person),
      ...understoodBlocks(
        context,
        person,
        decision.follow !== undefined || person.supposed !== null,
      ),
      ...supposedBlocks(context, person),
      ...main,
      ...person.also.map(({ text }) => paragraph(text)),
      ...beside.map((block): Block => ({ ...block, folded: true })),
      ...closingBlocks(context, person),
      ...sheetBlocks(person),
      ...(channels.length === 0 || isReached
        ? []
        : [
            {
              kind: "channels" as const,
              title: speaker.say("next-step"),
              items: channels,
              ...(isAsking && { folded: true as const }),
            },
          ]),
      ...(sources.length === 0
        ? []
        : [
            {
              kind: "sources" as const,
              title: speaker.say("sources-title"),
              items: sources,
              folded: true as const,
            },
          ]),
      ...(isAsking ? [] : stale.blocks),
      ...basisBlocks(context, person),
      note("no-decision", speaker.say("verdict-disclaimer")),
      ...(person.offersKeep ? [paragraph(speaker.say("judged-keep"))] : []),
    ],
    choices: isAsking
      ? question.choices
      : [
          ...(person.offersKeep ? keepChoices(context) : []),
          ...nextChoices(context, decision, person),
          ...(about?.choices ?? []),
        ],
    needsAllChoices: isAsking,
  };
}

/** What is kept of the person, or that nothing is. */
export function renderProfile(
  context: RenderContext,
  decision: ProfileDecision,
  person: PersonWords,
): Rendered {
  const { speaker } = context;
  const facts = person.understood.join(speaker.say("judged-dot"));
  const plain: Rendered = { ...EMPTY, disposition: "smalltalk", blocks: [], needsAllChoices: true };
  switch (decision.move) {
    case "ask":
      return {
        ...plain,
        disposition: "ask",
        blocks:
          person.question === null ? [] : [asking(person.question.text, person.question.slot)],
        choices: person.question?.choices ?? [],
      };
    case "kept":
      return {
        ...plain,
        blocks: [paragraph(speaker.say("profile-kept", { facts }))],
        choices: person.changes,
      };
    case "told":
      return {
        ...plain,
        blocks: [paragraph(speaker.say("profile-told", { facts }))],
        choices: person.changes,
      };
    case "show":
      return facts === ""
        ? { ...plain, blocks: [paragraph(speaker.say("profile-empty"))] }
        : {
            ...plain,
            blocks: [
              paragraph(speaker.say("profile-show")),
              ...person.lines.map((line) => paragraph(line)),
            ],
            choices: person.changes,
          };
    case "not-kept":
    case "forgotten":
      return { ...plain, blocks: [paragraph(speaker.say(`profile-${decision.move}`))] };
    default:
      return decision.move satisfies never;
  }
}
