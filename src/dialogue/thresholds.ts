/**
 * Limits of the decisions. All 0–1, 1 = sure. Set on 2026-11-21 on the development questions made from
 * the five documents and on the names of all services.
 */
export const DECISION_LIMITS = Object.freeze({
  /**
   * A service named in the utterance counts as named from here; bearers of one name share its confidence.
   * Higher = more questions go by content.
   */
  named: 0.2,
  /** The same for names that are only near: a wrong character, pinyin. */
  nearNamed: 0.4,
  /** Least confidence of a service found by content to speak of it at all. Higher = more declines. */
  content: 0.05,
  /** From here a service found by content is taken in spite of an open subject ("在哪里用"). */
  contentOverFocus: 0.55,
  /** From here the act of a follow-up is its own, not the one asked before. */
  outrightAct: 0.9,
  /** From here a service found by content is meant though its sources do not say the words of the question (a need in own words). */
  meant: 0.7,
  /** From here a service found by content is meant rather than the ways of its matter. */
  alone: 0.9,
  /** From here a side is asked for, though not in so many words. */
  saidAct: 0.8,
  /** Factor for a service whose names hold a word of the question only inside one longer word. */
  longerWord: 0.5,
  /** Least confidence of an act that only comes second. */
  guessedAct: 0.3,
  /** Least confidence of a topic to act on it. */
  topic: 0.35,
  /** From here the topic of a question leads to its guide. */
  guided: 0.55,
  /** From here it leads to its guide though a longer word of another guide is said. */
  guidedOverWord: 0.7,
  /** From here a question is none of ours unless it names something of ours. */
  outOfScope: 0.5,
  /** From here on a question that names another city beside ours is likely to set them side by side. */
  besideOthers: 0.2,
  /** From here words are strange to all that we hold: they lean on no talk. Set on 32 short sentences on 2026-11-30. */
  strange: 0.78,
  /** From here they ask nothing of what was spoken of, whichever side they sound like (the weather). */
  quiteStrange: 0.99,
  /** From here a question may be none of ours: then a service found by content must say what was asked. Higher declines less. */
  doubtful: 0.2,
  /** From here the topic of a question is clear enough to doubt a service that is not on it. */
  clearTopic: 0.8,
  /** Least confidence of what a district has itself, when a city-wide service is named. */
  ownOfDistrict: 0.1,
  /** Below this a service found for a question without any word of content is chance. */
  subject: 0.3,
  /** Share of a long word that a service's texts must hold for the service to be listed. */
  particular: 0.3,
  /** From here a service's texts speak of all that was asked, so that it is named though it is another district's. */
  verySame: 0.9,
  /** From here a city-wide service says most of what was asked, so that it is named before other districts' own. */
  mostlySame: 0.6,
  /** From this share of the best one's confidence a service that says what was asked is taken before it. */
  nearlyAsSure: 0.6,
  /** From this share of the best one's confidence a service on the matter is taken before one off it. */
  onTopic: 0.7,
  /** From here what only content led to is meant rather than a name that is off the matter and half as sure. */
  overName: 0.8,
  /** From this share of the best one's confidence another of the same kind is as likely meant. */
  level: 0.9,
  /** A related service is shown when its confidence is at least this share of the best one's. */
  related: 0.35,
  /** Bearers of one name, relative to the surest one. Higher = fewer bearers. */
  sameName: 0.3,
  /** Words of focus up to which a question without subject leans on the one before. */
  openSubjectFocus: 1,
});

/** How many services a list shows at first; the rest waits for "还有吗". */
export const LIST_LENGTH = 5;

/** How many related services stand beside the answer. */
export const RELATED_LENGTH = 2;

/** When a question counts as one of `knowledge/faq/`. */
export const FAQ_LIMITS = Object.freeze({
  /** Least share among the entries that may be asked: of what is said first, and of what goes on. */
  alone: 0.5,
  inTalk: 0.8,
  /** How much likelier what is spoken of is, as a logarithm; and where the question has a matter of its own. */
  spokenOf: 1.6,
  spokenOfBeside: 0.5,
  /** From here a topic is the question's own matter. */
  ownTopic: 0.6,
  /** What is less likely than this is taken only where it is so many times as likely as the next. */
  clear: 0.6,
  margin: 1.25,
  /** From here a service is named for sure. */
  named: 0.5,
  /** From here a service is called by its name, which others may bear. */
  called: 0.55,
  /** The same for a name with a slip in it. */
  calledNearly: 0.4,
  /** What an entry counts that only one district has, where neither is named. */
  ofOneDistrict: 0.3,
  /** Least share where nothing else answers. */
  last: 0.3,
  /** Least share where so much was told that a verdict is asked for. */
  toTheLetter: 0.75,
  /** Code points up to which a question leans on the one thing that is spoken of. */
  short: 8,
  /** Code points from which a question is a story, in which words tell more than they ask; with and without Han characters. */
  story: 32,
  storyLatin: 100,
  /** Least share where the question has a way of its own. */
  sure: 0.95,
  /** From here few words of a talk mean it, whatever else they may lean on. */
  meant: 0.9,
  /** From here nothing else is meant. */
  certain: 0.8,
  /** From here the words alone mean it, though a sum, a verdict or an answer could be asked. */
  surelySaid: 0.65,
  /** From this share of the likeliest one's an entry of its matter is answered, too. */
  also: 0.5,
  /** From this share of the likeliest one's two entries of one matter are asked at once. */
  pair: 0.8,
  /** From here an entry is offered where nothing is found, and so many at most. */
  maybe: 0.1,
  mostMaybe: 3,
  /** From here a question is surely none of our matters. */
  surelyOut: 0.9,
});
