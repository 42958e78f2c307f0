/** Random walks through talks: what is said next is anything that the reply offers, or any sentence of the tests. */
import type { Engine } from "../../src/assistant/engine.js";
import { foldTurn, newTracker, type Tracker } from "../../src/dialogue/index.js";
import type { Reply } from "../../src/reply/index.js";

const TODAY = "2026-11-21";
const AT = `${TODAY}T04:00:00.000Z`;

/** What must hold in every talk; closed. */
export const PROPERTIES = {
  thrice: "no question is put a third time within one judgement",
  ends: "a form of which any offered choice is pressed ends",
  left: "a form that is left asks no more",
  throws: "nothing throws",
  unearned: "nobody is told yes who has told nothing",
} as const;

export type Property = keyof typeof PROPERTIES;

/** A talk in which a property does not hold at its last turn. */
export interface Fault {
  readonly property: Property;
  /** The slot, service or error that it is about: two faults with the same are one kind. */
  readonly about: string;
  readonly said: readonly string[];
}

/** Words that end a form whatever it asks. */
export const LEAVING = ["停止", "算了", "退出", "取消"] as const;

/** Rules that set no condition for anybody: their yes needs no fact. */
const UNCONDITIONAL: ReadonlySet<string> = new Set(["city-purchase-limits"]);

/** Longest chain of pressed choices in which a form must end: there are fewer than thirty questions, each put twice at most. */
const LONGEST_FORM = 60;

/** The slot that a reply asks for. */
const askedIn = (reply: Reply): string | null =>
  reply.blocks.flatMap((block) =>
    block.kind === "paragraph" && block.asks !== undefined && block.folded !== true
      ? [block.asks]
      : [],
  )[0] ?? null;

/** A name for the judgement under way: a person who asks anew begins another one. */
const judgementOf = (tracker: Tracker): string => String(tracker.frame?.form?.began ?? "none");

/** What of a person is read, or supposed, in a reply. */
const isToldIn = (reply: Reply): boolean =>
  reply.answers.some(({ understanding }) => Object.keys(understanding.profile).length > 0);

/** A talk that goes on turn by turn, and looks at the properties after each. */
class Walk {
  tracker = newTracker(AT);
  reply: Reply | null = null;
  said: readonly string[] = [];
  /** How often a question was put: by judgement, slot and what is known of the slot. */
  private put: ReadonlyMap<string, number> = new Map();
  private hasTold = false;

  constructor(private readonly engine: Engine) {}

  /** Another talk with the same beginning. */
  fork(): Walk {
    const other = new Walk(this.engine);
    other.tracker = this.tracker;
    other.reply = this.reply;
    other.said = this.said;
    other.put = this.put;
    other.hasTold = this.hasTold;
    return other;
  }

  private fault(property: Property, about: string): Fault {
    return { property, about, said: this.said };
  }

  /** Says a sentence; the property that does not hold after it, or `null`. */
  say(utterance: string): Fault | null {
    const wasAsked = this.reply === null ? null : askedIn(this.reply);
    this.said = [...this.said, utterance];
    try {
      const turn = this.engine.respond({ utterance, tracker: this.tracker, today: TODAY });
      this.tracker = foldTurn(this.tracker, {
        at: AT,
        utterance,
        replyText: turn.reply.text,
        decisions: turn.decisions,
        shown: turn.shown,
        lastWording: turn.lastWording,
        on: TODAY,
        ...(turn.person !== undefined && { person: turn.person }),
      });
      this.reply = turn.reply;
      return this.look(turn.reply, utterance, wasAsked);
    } catch (error) {
      return this.fault("throws", error instanceof Error ? error.message : String(error));
    }
  }

  private look(reply: Reply, utterance: string, wasAsked: string | null): Fault | null {
    const asked = askedIn(reply);
    this.hasTold ||= isToldIn(reply);
    const yes = reply.answers
      .flatMap(({ verdicts }) => verdicts)
      .find(({ outcome, service }) => outcome === "eligible" && !UNCONDITIONAL.has(service));
    if (yes !== undefined && !this.hasTold) {
      this.hasTold = Object.keys(this.facts()).length > 0;
      if (!this.hasTold) return this.fault("unearned", yes.service);
    }
    if (asked === null) return null;
    if (wasAsked !== null && LEAVING.some((words) => words === utterance)) {
      return this.fault("left", utterance);
    }
    // A question for more exactness is another one: what is known of the slot is then something else.
    const known = JSON.stringify(this.facts()[asked] ?? null);
    const name = `${judgementOf(this.tracker)} ${asked} ${known}`;
    // Who asks to change a fact wants its question, however often it was put before.
    const isWish = /^(?:改|change )/u.test(utterance);
    const times = isWish ? 1 : (this.put.get(name) ?? 0) + 1;
    this.put = new Map(this.put).set(name, times);
    return times > 2 ? this.fault("thrice", asked) : null;
  }

  private facts(): Readonly<Record<string, unknown>> {
    return this.engine.factsOf(this.tracker, TODAY);
  }

  /** Words of a choice that the last reply offers; `null` when it offers none. */
  offered(random: () => number): string | null {
    const choices = this.reply?.choices ?? [];
    return choices[Math.floor(random() * choices.length)]?.send ?? null;
  }

  get isAsking(): boolean {
    return this.reply !== null && askedIn(this.reply) !== null;
  }
}

/** What walkers may say. */
export interface Sentences {
  /** Begin a form. */
  readonly openings: readonly string[];
  readonly all: readonly string[];
}

const pick = (sentences: readonly string[], random: () => number): string =>
  sentences[Math.floor(random() * sentences.length)] ?? "";

/** What talks with one beginning came to. */
export interface Walked {
  readonly talks: number;
  /** Turns answered; a beginning that talks share is answered once. */
  readonly turns: number;
  readonly faults: readonly Fault[];
}

/** Any sentence, any choice, and now and then a word that leaves the form. */
function sayAnything(walk: Walk, { all }: Sentences, random: () => number): Fault | null {
  const dice = random();
  if (walk.isAsking && dice < 0.06) return walk.say(pick(LEAVING, random));
  const offered = dice < 0.65 ? walk.offered(random) : null;
  return walk.say(offered ?? pick(all, random));
}

/** Talks that leave one talk at each of its turns, with another last sentence. */
const BRANCHES = 4;

/** A talk of any sentences, and others that share its beginning: answering is pure, so that what they share is said once. */
function wander(engine: Engine, sentences: Sentences, random: () => number): Walked {
  const walk = new Walk(engine);
  const faults: Fault[] = [];
  let talks = 1;
  let turns = 1;
  let fault = walk.say(pick(random() < 0.6 ? sentences.openings : sentences.all, random));
  // From three turns to many: every further one is taken with five chances in six.
  for (let turn = 1; fault === null && (turn < 3 || random() < 0.83); turn += 1) {
    for (let branch = 0; branch < BRANCHES; branch += 1) {
      const found = sayAnything(walk.fork(), sentences, random);
      if (found !== null) faults.push(found);
    }
    fault = sayAnything(walk, sentences, random);
    talks += BRANCHES;
    turns += BRANCHES + 1;
  }
  return { talks, turns, faults: fault === null ? faults : [...faults, fault] };
}

/** A talk of nothing but choices of a form, until it ends. */
function press(engine: Engine, { openings }: Sentences, random: () => number): Walked {
  const walk = new Walk(engine);
  let fault = walk.say(pick(openings, random));
  while (fault === null && walk.isAsking) {
    const offered = walk.offered(random);
    if (offered === null) break;
    const isEndless = walk.said.length > LONGEST_FORM;
    fault = isEndless
      ? { property: "ends", about: walk.said[0] ?? "", said: walk.said }
      : walk.say(offered);
  }
  return { talks: 1, turns: walk.said.length, faults: fault === null ? [] : [fault] };
}

/** At least so many talks; the same seed gives the same talks. */
export function walkAll(
  engine: Engine,
  sentences: Sentences,
  count: number,
  random: () => number,
): Walked {
  let [talks, turns] = [0, 0];
  const faults: Fault[] = [];
  while (talks < count) {
    // Half of the beginnings are forms; they are few of the talks, as each is one talk alone.
    const walked = (random() < 0.5 ? press : wander)(engine, sentences, random);
    talks += walked.talks;
    turns += walked.turns;
    faults.push(...walked.faults);
  }
  return { talks, turns, faults };
}

/** The fault that a talk of these sentences ends with, at its last sentence or before. */
function replay(engine: Engine, said: readonly string[]): Fault | null {
  const walk = new Walk(engine);
  for (const words of said) {
    const fault = walk.say(words);
    if (fault !== null) return fault;
  }
  return null;
}

/** The same kind of fault in a talk from which no single sentence can be left out. */
export function minimal(engine: Engine, fault: Fault): Fault {
  if (fault.property === "ends") return fault;
  for (let left = fault.said.length - 1; left >= 0; left -= 1) {
    const shorter = replay(engine, fault.said.toSpliced(left, 1));
    if (shorter?.property === fault.property && shorter.about === fault.about) {
      return minimal(engine, shorter);
    }
  }
  return fault;
}
