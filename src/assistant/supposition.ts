import { advanceProfile, type Profile } from "../eligibility/index.js";
import type { Form } from "../dialogue/index.js";
import { conclude, knownOf } from "./conclude.js";
import { judge } from "../person/judge.js";
import { withNewer } from "../person/person-facts.js";
import type { SaidInTurn } from "../person/recall.js";
import type { JudgeInput, JudgeTools, TurnPlan } from "./turn-plan.js";
import { isWhatIf, laterDay } from "../person/what-if.js";
import type { Scope } from "../person/scope.js";

/** Where somebody works and where somebody lives. */
const PLACES = ["workDistrict", "homeDistrict"] as const;

/** The same places in another district; the place of work when none is known. */
function movedTo(district: string, facts: Profile, tools: JudgeTools): Profile {
  const known = PLACES.filter((slot) => facts[slot] !== undefined);
  const slots = known.length > 0 ? known : (["workDistrict"] as const);
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const isChoice = tools.forms.get(slot)?.choices.some(({ value }) => value === district);
      return isChoice === true ? [[slot, district] as const] : [];
    }),
  );
}

/** The same matters in another district: what holds for the whole city, and what that district has of its own. */
function inDistrict(form: Form, district: string, { base, shelf }: JudgeTools): Scope {
  const judged = form.services.flatMap((id) => base.service(id) ?? []);
  const topics = new Set(judged.flatMap(({ topics: [first] }) => first ?? []));
  const own = shelf.policies.flatMap(({ services: [first] }) => {
    const service = first === undefined ? undefined : base.service(first);
    const [topic] = service?.topics ?? [];
    return service?.district === district && topic !== undefined && topics.has(topic)
      ? [service.id]
      : [];
  });
  const services = [
    ...form.services.filter((id) => base.isWide(base.service(id)?.district)),
    ...own,
  ];
  return {
    services: services.length > 0 ? [...new Set(services)] : form.services,
    isGeneral: form.isGeneral,
    act: form.act,
  };
}

/**
 * How it would be with another degree, in another district, on another day: judged for this turn only, beside what holds
 * now. `null` when nothing is supposed.
 */
export function supposition(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  tools: JudgeTools,
): TurnPlan | null {
  const { questions, today } = input;
  const [question] = questions;
  if (question === undefined) return null;
  const { began, since, person: whom, skipped, put } = form;
  if (!isWhatIf(questions, today, tools.synonyms)) return null;
  const day = laterDay(question, today);
  const stated: SaidInTurn = {
    ...said,
    facts: {},
    unclear: [],
    denied: [],
    answer: { kind: "none" },
  };
  const known = knownOf(input, stated, since, whom, tools);
  const [district] = question.districts;
  const isMove =
    district !== undefined && question.entities.every(({ slot }) => slot === "district");
  const facts = isMove ? movedTo(district, known.facts, tools) : day === null ? said.facts : {};
  if (day === null && Object.keys(facts).length === 0) return null;
  const scope: Scope = isMove
    ? inDistrict(form, district, tools)
    : { services: form.services, isGeneral: form.isGeneral, act: form.act };
  const { person, outcome } = conclude(
    input,
    { services: form.services, isGeneral: form.isGeneral, act: form.act },
    stated,
    known,
    { began, since, person: whom, put, skipped, isAgain: false, isLater: true, isAside: true },
    tools,
  );
  const then = day ?? today;
  const changed = withNewer(
    advanceProfile(known.facts, tools.shelf.slots, today, then),
    facts,
    then,
  ).profile;
  return {
    decisions: [{ kind: "judge", question, about: null, services: scope.services, act: form.act }],
    persons: [
      {
        ...person,
        judgement: judge(scope, changed, then, tools.shelf, skipped),
        before: person.judgement,
        supposed: { facts, day },
        offersKeep: false,
      },
    ],
    outcome,
  };
}
