import type { Profile } from "../eligibility/index.js";
import {
  decide,
  EMPTY_FRAME,
  type Decision,
  type Form,
  type Frame,
  type PlainDecision,
} from "../dialogue/index.js";
import type { Topic } from "../knowledge/index.js";
import { cardIn, hasWord, type CardAsked } from "../nlu/index.js";
import { judge, type Judgement } from "../person/judge.js";
import { isChild } from "../person/person-facts.js";
import { readTurn } from "../person/recall.js";
import { knownOf, tellsOf } from "./conclude.js";
import { movesIn } from "./moves.js";
import type { JudgeInput, JudgeTools, PersonView, TurnPlan } from "./turn-plan.js";

/** From here the words beside a card name a matter. */
const NAMED = 0.4;
const SURE_TOPIC = 0.5;

/** Services that one card is for. */
const MOST_SERVICES = 2;

/** What a card is for. */
type Subject = Pick<Extract<Decision, { kind: "card" }>, "about" | "services" | "guide">;

const NO_SUBJECT: Subject = { about: null, services: [], guide: null };

/** What the matter is that a decision speaks of; `null` where it speaks of none. */
function subjectOf(decision: PlainDecision, { base }: JudgeTools): Subject | null {
  const about = decision;
  switch (decision.kind) {
    case "answer-service":
      return { about, services: [decision.service], guide: null };
    case "guide":
      return { about, services: decision.services, guide: decision.topic };
    case "faq": {
      const guide = decision.services.length > 0 ? null : base.faqEntry(decision.entry)?.guide;
      return decision.services.length === 0 && guide === undefined
        ? null
        : { about, services: decision.services, guide: guide ?? null };
    }
    case "list-services":
    case "sides":
    case "compare":
    case "clarify":
      return { about, services: decision.services, guide: null };
    case "nothing-there":
    case "sources":
    case "decline":
    case "handoff":
    case "talk":
    case "repeat":
      return null;
    default:
      return decision satisfies never;
  }
}

/** The matter that the words beside the card name; `null` when they name none (我是硕士，给我一份话术). */
function namedBeside(
  { rest }: CardAsked,
  { tracker, today }: JudgeInput,
  facts: Profile,
  tools: JudgeTools,
): Subject | null {
  const [question] = rest === "" ? [] : tools.parse(rest, today).questions;
  if (question === undefined || question.kind === "talk") return null;
  const isNamed =
    question.services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED) ||
    ((question.topics[0]?.confidence ?? 0) >= SURE_TOPIC && question.focus.length > 0);
  if (!isNamed) return null;
  const { decision } = decide({
    // The matter is meant, and no question of it.
    question: { ...question, faq: [], acts: [{ id: "how", confidence: 1 }] },
    frame: { ...EMPTY_FRAME, places: tracker.frame?.places ?? [] },
    heard: {
      facts,
      isAsking: true,
      today,
      told: 0,
      isOther: false,
      isSupposed: false,
      day: null,
      moves: movesIn(question.normalized, tools.synonyms),
      request: null,
    },
    listed: [],
    rest: [],
    hasTalk: false,
    base: tools.base,
  });
  const [topic] = question.topics;
  const guide = tools.base.topics.find(
    ({ district, intents }) => district === undefined && intents.includes(topic?.id ?? ""),
  );
  return (
    subjectOf(decision, tools) ??
    (guide === undefined ? null : { about: null, services: waysOf(guide), guide: guide.id })
  );
}

/** Services of the ways of a guide, in their order. */
const waysOf = ({ ways }: Topic): readonly string[] =>
  ways.flatMap(({ service }) => (service === undefined ? [] : [service]));

/** What the talk is about. */
const spokenOf = ({ form, services, guide }: Frame): Subject => {
  const judged = form !== null && form.services.length > 0 ? form.services : [];
  return judged.length > 0
    ? { about: null, services: judged, guide: null }
    : { about: null, services, guide };
};

/** Of many services those that the person may have, the surest first; without a judgement the first one. */
function meantOf({ services, guide }: Subject, judgement: Judgement | null): readonly string[] {
  const likely = (judgement?.verdicts ?? [])
    .filter(({ assessment: { outcome } }) => outcome === "eligible" || outcome === "needs-more")
    .map(({ service }) => service);
  const chosen = services.length > 1 && likely.length > 0 ? [...new Set(likely)] : services;
  return chosen.slice(0, guide === null && services.length <= MOST_SERVICES ? MOST_SERVICES : 1);
}

/** Slots that the words leave out (别写学历): all of them where everything personal is. */
function isLeftOut(slot: string, utterance: string, without: string, tools: JudgeTools): boolean {
  const name = tools.forms.get(slot)?.name;
  if (name === undefined) return false;
  const said = without.toLowerCase();
  return (
    hasWord(utterance, tools.synonyms, "card-without-all") ||
    (said !== "" &&
      [name.zh, name.en.toLowerCase()].some(
        (each) => said.includes(each) || (said.trim().length > 1 && each.includes(said.trim())),
      ))
  );
}

/** What of the facts belongs on a card: what the rules of the matter look at, without what is left out. */
function shownFacts(
  facts: Profile,
  judgement: Judgement | null,
  { utterance }: JudgeInput,
  { without }: CardAsked,
  tools: JudgeTools,
): Profile {
  const looked = new Set(
    (judgement?.verdicts ?? []).flatMap(({ assessment }) =>
      assessment.trail.flatMap(({ slot }) => slot ?? []),
    ),
  );
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([slot]) =>
        (looked.size > 0 ? looked.has(slot) : tools.forms.get(slot)?.sensitivity !== "high") &&
        !isLeftOut(slot, utterance, without, tools),
    ),
  );
}

const viewOf = (facts: Profile, judgement: Judgement | null, isOther: boolean): PersonView => ({
  facts,
  said: {},
  replaced: [],
  isOther,
  whom: null,
  isChild: false,
  isKept: false,
  offersKeep: false,
  judgement,
  before: null,
  supposed: null,
  asking: null,
  isAgain: false,
  skipped: [],
  isGeneral: false,
  isOffer: false,
});

/** What a person takes along out of the talk. */
export const cardMove = {
  /** The plan of a turn that asks for a card; `null` when it asks for something else. */
  read(input: JudgeInput, tools: JudgeTools): TurnPlan | null {
    const { utterance, questions, tracker, today, isGroup } = input;
    const asked = cardIn(utterance, tools.synonyms);
    const [question] = questions;
    if (asked === null || question === undefined) return null;
    const frame = tracker.frame ?? EMPTY_FRAME;
    const { form } = frame;
    const whom: Form["person"] = form?.person ?? "speaker";
    const said = readTurn(utterance, questions, null, today, tools);
    const known = knownOf(input, said, form?.since ?? frame.since, whom, tools);
    // What concerns a child, and how it is forgotten, is the matter of the talk itself.
    if (isChild(known.facts, today)) return null;
    const facts = isGroup ? {} : known.facts;
    const subject = namedBeside(asked, input, facts, tools) ?? spokenOf(frame);
    const isJudged = subject.services.some((id) => tools.shelf.policiesOf(id).length > 0);
    const judgement =
      isJudged && !isGroup
        ? judge(
            { services: subject.services, isGeneral: false, act: "eligible", isNamed: true },
            facts,
            today,
            tools.shelf,
            [],
          )
        : null;
    const services = meantOf(subject, judgement);
    const ofServices =
      judgement === null
        ? null
        : {
            ...judgement,
            verdicts: judgement.verdicts.filter(({ service }) => services.includes(service)),
          };
    return {
      decisions: [
        {
          kind: "card",
          question: { ...question, text: utterance },
          card: asked.card,
          ...(subject.services.length === 0 && subject.guide === null ? NO_SUBJECT : subject),
          services,
          addresses: asked.addresses,
          isSpelled: asked.isSpelled,
        },
      ],
      persons: [
        viewOf(shownFacts(facts, ofServices, input, asked, tools), ofServices, whom === "other"),
      ],
      outcome: {
        form: form === null ? null : { ...form, offered: false },
        profile: tracker.profile,
        profileOn: tracker.profileOn ?? null,
        forget: "nothing",
        tells: tellsOf(said),
      },
      why: [`a card to take along: ${asked.card}`],
    };
  },
};
