import type { Act } from "../shared/acts.js";
import type { Decision, Form, Frame, Goal, PlainDecision } from "./types.js";

/** Services kept as spoken of before. */
const KEPT_EARLIER = 8;

/** The frame of a talk in which nothing was asked yet. */
export const EMPTY_FRAME: Frame = {
  goal: "know",
  services: [],
  topics: [],
  guide: null,
  act: null,
  places: [],
  isOpen: false,
  earlier: [],
  since: 0,
  form: null,
};

const topicIds = ({ question }: Pick<PlainDecision, "question">): readonly string[] =>
  question.topics.slice(0, 2).map((topic) => topic.id);

interface Spoken {
  readonly goal: Goal;
  readonly services: readonly string[];
  readonly topics: readonly string[];
  readonly guide?: string;
  readonly overview?: Frame["overview"];
  readonly act: Act | null;
  readonly known?: string;
  readonly places: readonly string[];
  readonly isOpen?: boolean;
}

/** Something else is spoken of now; what was spoken of before stays findable. */
function speakOf(frame: Frame, { overview, ...spoken }: Spoken): Frame {
  const before = frame.services.slice(0, 1).filter((id) => id !== spoken.services[0]);
  const earlier = frame.earlier.filter((id) => id !== spoken.services[0]);
  return {
    guide: null,
    isOpen: false,
    ...spoken,
    ...(overview !== undefined && { overview }),
    earlier: [...new Set([...before, ...earlier])].slice(0, KEPT_EARLIER),
    since: frame.since,
    form: frame.form,
  };
}

/** What was to be chosen from is no longer. */
const closed = (frame: Frame): Frame =>
  frame.isOpen ? { ...frame, isOpen: false, services: [] } : frame;

/** The frame after a decision; decisions that speak of nothing keep the old one. */
export function frameAfter(frame: Frame, decision: Decision): Frame {
  const asked = decision.question.districts;
  const places = asked.length > 0 ? asked : frame.places;
  const there = (districts: readonly string[]): readonly string[] =>
    districts.length > 0 ? districts : places;
  switch (decision.kind) {
    case "answer-service": {
      const { service, act } = decision;
      const topics = topicIds(decision);
      return speakOf(frame, {
        goal: "know",
        services: [service],
        topics: topics.length > 0 ? topics : frame.topics,
        act,
        places,
      });
    }
    case "list-services":
      return speakOf(frame, {
        goal: "list",
        services: decision.services,
        topics: decision.topics,
        ...(decision.overview !== undefined && { overview: decision.overview }),
        act: decision.act,
        places: there(decision.districts),
      });
    case "guide":
      return speakOf(frame, {
        goal: "guide",
        services: decision.services,
        topics: decision.topics,
        guide: decision.topic,
        act: decision.act,
        places: there(decision.districts),
      });
    case "faq":
      // What is about no matter of its own (where to complain) leaves the talk where it stands.
      if (decision.services.length === 0 && decision.topics.length === 0) return closed(frame);
      return speakOf(frame, {
        goal: "know",
        services: decision.services.slice(0, 1),
        topics: decision.topics,
        act: decision.act,
        known: decision.entry,
        places,
      });
    case "nothing-there":
      return speakOf(frame, {
        goal: "know",
        // What stood beside the miss is what 怎么申请 asks of.
        services: decision.near.slice(0, 1),
        topics: decision.topics,
        // Elsewhere the same matter is spoken of.
        ...(frame.guide !== null && decision.assumed.length > 0 && { guide: frame.guide }),
        act: decision.act,
        places: there(decision.districts),
      });
    case "compare":
      return speakOf(frame, {
        goal: "compare",
        services: decision.services,
        topics: decision.topics.length > 0 ? decision.topics : topicIds(decision),
        act: "compare",
        places: there(decision.districts),
      });
    case "clarify":
      return speakOf(frame, {
        goal: "know",
        services: decision.services,
        topics: topicIds(decision),
        act: decision.act,
        places,
        isOpen: true,
      });
    case "judge": {
      // 余杭, told while all is judged that a person may have, is where 有什么政策 is asked next.
      const about =
        decision.about === null
          ? { ...frame, ...(decision.follow === undefined && { places }) }
          : frameAfter(frame, decision.about);
      // A side question about the verdicts leaves them what is spoken of.
      if (decision.follow === "side" || decision.services.length === 0) return about;
      return {
        ...about,
        goal: decision.services.length > 1 && decision.about === null ? "screen" : "judge",
        services: decision.services,
        isOpen: false,
      };
    }
    case "decline":
      // 怎么弄, with nothing said before: the subject that comes next is asked for this.
      if (decision.reason === "no-subject" && frame.services.length === 0) {
        return { ...frame, act: decision.question.acts[0]?.id ?? null };
      }
      return closed(frame);
    case "talk":
      if (decision.about !== undefined && decision.about !== null)
        return frameAfter(frame, decision.about);
      return closed(frame);
    case "card":
      return decision.about === null ? closed(frame) : frameAfter(frame, decision.about);
    case "sides":
    case "sources":
    case "handoff":
    case "repeat":
    case "profile":
      return closed(frame);
    default:
      return decision satisfies never;
  }
}

/** The same frame with another judgement under way, or none. */
export const withForm = (frame: Frame, form: Form | null): Frame => ({ ...frame, form });
