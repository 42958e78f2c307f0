import type { Profile } from "../eligibility/index.js";
import type { Act } from "../shared/acts.js";
import type { ParsedQuestion, Synonyms } from "../nlu/index.js";
import type { Form, JudgedFollowUp } from "../dialogue/index.js";
import { conclude, knownOf } from "./conclude.js";
import { movesIn } from "./moves.js";
import type { SaidInTurn } from "../person/recall.js";
import type { JudgeInput, JudgeTools, TurnPlan } from "./turn-plan.js";
import { supposition } from "./supposition.js";
import type { Scope } from "../person/scope.js";

/** Sides of a service that are asked for without naming it again. */
const SIDES: readonly Act[] = [
  "materials",
  "where",
  "how",
  "contact",
  "when",
  "duration",
  "progress",
  "validity",
  "interruption",
  "combine",
  "applicant",
];

/** From here an act is what the words ask outright, a name is meant, a topic is what it is about. */
const OUTRIGHT = 0.9;
const NAMED = 0.4;
const TOPIC = 0.55;

/** From here a swapped topic may be meant, and a service is the one for it; both must agree. */
const MATTER = 0.2;
const FOUND = 0.3;

/** Where somebody works and lives. */
const PLACES = ["workDistrict", "homeDistrict"] as const;

/** A longer utterance says more than a follow-up does; in code points, with and without Han characters. */
const LONGEST = 18;
const LONGEST_LATIN = 60;

const FOLLOW_UPS: ReadonlySet<string> = new Set([
  "why",
  "ways",
  "open",
  "total",
  "better",
  "screen",
  "so-far",
] satisfies JudgedFollowUp[]);

const isFollowUp = (value: string): value is JudgedFollowUp => FOLLOW_UPS.has(value);

/** What the words ask about a judgement; the longest word decides. */
function cueIn(normalized: string, synonyms: Synonyms): JudgedFollowUp | null {
  const found = (synonyms["judged-follow"] ?? []).flatMap(({ value, words }) =>
    words.filter((word) => normalized.includes(word)).map((word) => ({ value, word })),
  );
  const [best] = found.toSorted((a, b) => b.word.length - a.word.length);
  return best !== undefined && isFollowUp(best.value) ? best.value : null;
}

/** Judged services that the question names; `null` when it names another one or is about another matter. */
function namedOf(
  question: ParsedQuestion,
  form: Form,
  { base, shelf }: JudgeTools,
): readonly string[] | null {
  const isShort =
    [...question.normalized].length <=
    (/\p{Script=Han}/u.test(question.normalized) ? LONGEST : LONGEST_LATIN);
  if (!isShort || question.elsewhere.length > 0) return null;
  const judged = form.services.flatMap((id) => base.service(id) ?? []);
  const policies = new Set(
    form.services.flatMap((id) => shelf.policiesOf(id).map(({ policy }) => policy.id)),
  );
  const named = question.services.filter(
    ({ how, confidence }) => how !== "content" && confidence >= NAMED,
  );
  const own = named.filter(({ id }) =>
    shelf.policiesOf(id).some(({ policy }) => policies.has(policy.id)),
  );
  const [topic] = question.topics;
  const isOther =
    (topic?.confidence ?? 0) >= TOPIC &&
    !judged.some(({ topics }) => topic !== undefined && topics.includes(topic.id));
  if (own.length < named.length || (own.length === 0 && isOther)) return null;
  return own.map(({ id }) => id);
}

/** Whether a service is the city's, or that of a district where the person is; of nobody's district is known, all are. */
function isNear(id: string, facts: Profile, { base }: JudgeTools): boolean {
  const places = PLACES.flatMap((slot) => facts[slot] ?? []);
  const district = base.service(id)?.district;
  return base.isWide(district) || places.length === 0 || places.some((place) => place === district);
}

/** Everything that a rule judges where the person is, for "what else can I have". */
const everything = (facts: Profile, tools: JudgeTools): readonly string[] => [
  ...new Set(
    tools.shelf.policies
      .flatMap(({ services: [first] }) => first ?? [])
      .filter((id) => isNear(id, facts, tools)),
  ),
];

/** 那落户呢, 那租房的呢: another matter, for the same person; `null` when it is none that a rule judges. */
function otherMatter(
  question: ParsedQuestion,
  form: Form,
  facts: Profile,
  tools: JudgeTools,
): Scope | null {
  const { reference, districts, services, focus } = question;
  if (reference.kind !== "swap" || districts.length > 0 || focus.length === 0) return null;
  const topics = question.topics.filter(({ confidence }) => confidence >= MATTER);
  const found = services.find(
    ({ id, confidence }) =>
      confidence >= FOUND &&
      tools.shelf.policiesOf(id).length > 0 &&
      topics.some((topic) => tools.base.service(id)?.topics.includes(topic.id)) &&
      isNear(id, facts, tools),
  );
  return found === undefined ? null : { services: [found.id], isGeneral: false, act: form.act };
}

function kindOf(question: ParsedQuestion, tools: JudgeTools): JudgedFollowUp | null {
  const cue = cueIn(question.normalized, tools.synonyms);
  if (cue !== null) return cue;
  const moves = movesIn(question.normalized, tools.synonyms);
  if (moves.has("move-more")) return "screen";
  const [act] = question.acts;
  if (act === undefined || act.confidence < OUTRIGHT || question.focus.length > 1) return null;
  if (SIDES.includes(act.id)) return "side";
  // 我能领吗 once more: what is known and what is open.
  return act.id === "eligible" && question.focus.length === 0 ? "open" : null;
}

/**
 * A question about the judgement under way, answered for this person: why, what would change it, what is missing, papers,
 * places, the sum, which pays more, what else there is, and how it would be if. `null` when it is something else.
 */
export function followUp(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  tools: JudgeTools,
): TurnPlan | null {
  const [question, ...others] = input.questions;
  if (question === undefined || others.length > 0 || form.services.length === 0) return null;
  const { began, since, person: whom, skipped, put } = form;
  const hasFacts = Object.keys(said.facts).length > 0 || said.answer.kind !== "none";
  const named = namedOf(question, form, tools);
  const supposed = named === null ? null : supposition(input, said, form, tools);
  if (supposed !== null) return supposed;
  const known = knownOf(input, said, since, whom, tools);
  const from = { began, since, person: whom, put, skipped, isAgain: false };
  const matter = hasFacts ? null : otherMatter(question, form, known.facts, tools);
  if (matter !== null) {
    const { person, outcome } = conclude(input, matter, said, known, from, tools);
    const { services, act } = matter;
    return {
      decisions: [{ kind: "judge", question, about: null, services, act }],
      persons: [person],
      outcome,
    };
  }
  if (named === null) return null;
  const kind = hasFacts || question.districts.length > 0 ? null : kindOf(question, tools);
  if (kind === null) return null;
  const isScreen = kind === "screen";
  const scope: Scope = isScreen
    ? { services: everything(known.facts, tools), isGeneral: true, act: form.act }
    : {
        services: named.length > 0 ? named : form.services,
        isGeneral: form.isGeneral || kind === "total" || kind === "better",
        act: form.act,
      };
  const later = { ...from, isLater: true, isAside: true };
  const { person, outcome } = conclude(input, scope, said, known, later, tools);
  const [act] = question.acts;
  return {
    decisions: [
      {
        kind: "judge",
        question,
        about: null,
        services: scope.services,
        act: kind === "side" && act !== undefined ? act.id : form.act,
        follow: kind,
      },
    ],
    persons: [{ ...person, before: null }],
    outcome:
      isScreen || outcome.form === null
        ? outcome
        : {
            ...outcome,
            form: {
              ...outcome.form,
              services: form.services,
              isGeneral: form.isGeneral,
            },
          },
  };
}
