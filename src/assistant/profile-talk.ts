import type { Profile } from "../eligibility/index.js";
import type { ParsedQuestion } from "../nlu/index.js";
import type { Decision, Form } from "../dialogue/index.js";
import type { JudgeInput, JudgeTools, PersonView, TurnPlan } from "./turn-plan.js";
import { isChild } from "../person/person-facts.js";
import { keptOn, recall } from "../person/recall.js";
import { isOneOf } from "../person/slot-answer.js";

type Move = Extract<Decision, { kind: "profile" }>["move"];

/** What is said when the talk is about what is kept, and nobody is judged. */
const viewOf = (facts: Profile, asking: PersonView["asking"], isKept: boolean): PersonView => ({
  facts,
  said: {},
  replaced: [],
  isOther: false,
  whom: null,
  isChild: false,
  isKept,
  offersKeep: false,
  judgement: null,
  before: null,
  supposed: null,
  asking,
  isAgain: false,
  skipped: [],
  isGeneral: false,
  isOffer: false,
});

interface Left {
  readonly facts: Profile;
  readonly profile: Profile;
  readonly profileOn: string | null;
  readonly form: Form | null;
  readonly forget?: "nothing" | "all";
  readonly asking?: PersonView["asking"];
}

function plan(question: ParsedQuestion, move: Move, left: Left): TurnPlan {
  const { facts, profile, profileOn, form, forget = "nothing", asking = null } = left;
  return {
    decisions: [{ kind: "profile", question, move }],
    persons: [viewOf(facts, asking, profileOn !== null)],
    outcome: { form, profile, profileOn, forget, tells: false },
  };
}

/** 改学历: the slot whose name follows the word. */
function slotToChange(utterance: string, tools: JudgeTools): string | null {
  const templates = tools.words("profile-change");
  const wanted = utterance.trim().toLowerCase();
  for (const { id, name } of tools.forms.values()) {
    const isNamed = [name.zh, name.en].some((each) =>
      templates.some((template) => template.replace("{name}", each).toLowerCase() === wanted),
    );
    if (isNamed) return id;
  }
  return null;
}

/** How often questions were put, but for one slot. */
const withoutSlot = (put: Form["put"], slot: string): Form["put"] =>
  Object.fromEntries(Object.entries(put).filter(([key]) => key !== slot && key !== `${slot}~`));

const saidYes = ({ questions }: JudgeInput, talk: string): boolean =>
  questions.length === 1 && questions[0]?.kind === "talk" && questions[0].talk === talk;

/** Keeps what was told in the turns of the judgement, which are read again now. */
function keep(
  input: JudgeInput,
  question: ParsedQuestion,
  form: Form,
  tools: JudgeTools,
): TurnPlan {
  const { tracker, today } = input;
  const facts = recall(tracker, form.since, keptOn(tracker, tools.shelf, today), tools);
  const mayKeep =
    form.person === "speaker" && !isChild(facts, today) && Object.keys(facts).length > 0;
  return plan(question, mayKeep ? "kept" : "not-kept", {
    facts,
    profile: mayKeep ? facts : tracker.profile,
    profileOn: mayKeep ? today : (tracker.profileOn ?? null),
    form: { ...form, offered: false },
  });
}

/** Talk about what is kept: showing, consenting, refusing, changing, forgetting. */
export const profileMove = {
  /** The plan of a turn that is about what is kept; `null` when it is about something else. */
  read(input: JudgeInput, tools: JudgeTools): TurnPlan | null {
    const { utterance, questions, tracker, today } = input;
    const [question] = questions;
    if (question === undefined || input.isGroup) return null;
    const form = tracker.frame?.form ?? null;
    const profileOn = tracker.profileOn ?? null;
    const isOffered = form?.offered === true;
    const is = (key: string): boolean => isOneOf(utterance, key, tools);
    const kept = keptOn(tracker, tools.shelf, today);
    const same = { profile: tracker.profile, profileOn };
    if (is("profile-forget-words")) {
      const none = { facts: {}, profile: {}, profileOn: null, form: null };
      return plan(question, "forgotten", { ...none, forget: "all" });
    }
    if (is("profile-show-words")) {
      return plan(question, "show", { ...same, facts: kept, form });
    }
    if (form !== null && (is("profile-keep") || (isOffered && saidYes(input, "yes")))) {
      return keep(input, question, form, tools);
    }
    if (is("profile-keep-not") || (isOffered && saidYes(input, "no"))) {
      return plan(question, "not-kept", { ...same, facts: {}, form: null });
    }
    if (form === null && profileOn === null) return null; // most turns end here
    const slot = slotToChange(utterance, tools);
    if (slot === null) return null;
    const open: Form = form ?? {
      services: [],
      isGeneral: false,
      act: "eligible",
      began: tracker.turnCount,
      since: tracker.turnCount,
      person: "speaker",
      asking: null,
      put: {},
      digressions: 0,
      skipped: [],
      offered: false,
    };
    return plan(question, "ask", {
      ...same,
      facts: kept,
      // What is to be said anew is asked anew; how often the other questions were put stays counted.
      form: { ...open, asking: slot, put: withoutSlot(open.put, slot), offered: false },
      asking: { slot, left: 1 },
    });
  },
  /** 我说错了: what was told is offered for change; the judgement stays as it is. */
  told(input: JudgeInput, question: ParsedQuestion, facts: Profile, form: Form): TurnPlan {
    const { profile, profileOn } = input.tracker;
    return plan(question, "told", { facts, profile, profileOn: profileOn ?? null, form });
  },
  /** One fact was changed, outside any judgement. */
  changed(input: JudgeInput, question: ParsedQuestion, facts: Profile): TurnPlan {
    const mayKeep = input.tracker.profileOn !== undefined && !isChild(facts, input.today);
    return plan(question, "show", {
      facts,
      profile: mayKeep ? facts : input.tracker.profile,
      profileOn: mayKeep ? input.today : (input.tracker.profileOn ?? null),
      form: null,
    });
  },
};
