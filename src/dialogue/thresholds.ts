/**
 * Limits of the decisions. All 0–1, 1 = sure. Set on 2026-11-21 on the development questions made from
 * the five documents and on the names of all services.
 */
export const DECISION_LIMITS = Object.freeze({
  /** A service named in the utterance counts as named from here. Higher = more questions go by content. */
  named: 0.5,
  /** Least confidence of a service found by content to speak of it at all. Higher = more declines. */
  content: 0.12,
  /** From here a service found by content is taken in spite of an open subject ("在哪里用"). */
  contentOverFocus: 0.55,
  /** Least confidence of a topic to act on it. */
  topic: 0.35,
  /** From here a question is none of ours unless it names something of ours. */
  outOfScope: 0.5,
  /** A related service is shown when its confidence is at least this share of the best one's. */
  related: 0.35,
  /** Two names of this relative closeness, borne by different services, are asked back. */
  sameName: 0.97,
  /** Words of focus up to which a question without subject leans on the one before. */
  openSubjectFocus: 1,
});

/** How many services a list shows at first; the rest waits for "还有吗". */
export const LIST_LENGTH = 5;

/** How many related services stand beside the answer. */
export const RELATED_LENGTH = 2;
