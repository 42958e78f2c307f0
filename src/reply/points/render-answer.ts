import type { Act, Disposition, Facet } from "../../shared/acts.js";
import type {
  Channel,
  Claim,
  FoundClaim,
  Miss,
  Service,
  Settled,
  SettleRequest,
} from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import { pointIn, type Rendered, type RenderContext } from "./render-context.js";
import {
  callName,
  claimsBlock,
  facetChoices,
  nextStep,
  oneRemark,
  serviceChoices,
  sourcesBlock,
} from "./parts.js";
import type { Block, ListItem } from "../types.js";
import {
  districtNameOf,
  nameOf,
  plainName,
  sayChannel,
  sayDate,
  viewChannel,
  viewClaim,
  viewService,
} from "../views.js";
import type { Speaker } from "../wordings.js";

/** `from`: so many statements of the answer were told already; what follows them is asked for. */
type AnswerDecision = Extract<Decision, { kind: "answer-service" }> & { readonly from?: number };

/** What is counted (多少人, 几家): the measure word behind the question word. */
const COUNTED = /(?:多少|几)([人个家名位套间所项场种户栋幢])/u;

/** A sum or a length of time as people write it. */
const QUANTITY = /\d+(?:\.\d+)?(?:万|元|年|个月|天|岁|平|%)/gu;

/** Acts that the knowledge settles between themselves. */
const RESOLVED: readonly Act[] = ["amount", "figures", "contact"];

/** From here an act is said outright; calibrated confidence, 0–1. */
const OUTRIGHT = 0.8;

/** Characters of statements in a plain answer; the rest waits behind "more". English takes more letters for the same. */
const ROOM = { zh: 150, en: 380 };

/** Characters of what stands beside the answer. */
const BESIDE = { zh: 90, en: 230 };

/** Characters of what is known where the answer itself is missing. */
const KNOWN = { zh: 60, en: 150 };

/** Acts that ask for the way in. */
const WAYS: readonly Act[] = ["how", "where", "contact", "progress"];

/** Parts of a service that are listed at once. */
const MOST_PARTS = 6;

const isNamed = (decision: AnswerDecision): boolean =>
  decision.assumed.some((assumption) => assumption.kind === "service") ||
  decision.question.services.some(
    (match) => match.id === decision.service && match.how !== "content",
  );

/** The words by which the service was named; they say nothing about what is asked of it. */
const namesOf = (decision: AnswerDecision): string =>
  decision.question.services
    .filter((match) => match.id === decision.service)
    .map((match) => match.text)
    .join(" ");

/** What the answer should be about: without names, and without what the person told (dates, sums, kinds). */
function focusOf(decision: AnswerDecision): readonly string[] {
  const { focus, entities } = decision.question;
  const names = namesOf(decision);
  const isTold = (word: string): boolean =>
    entities.some(
      ({ slot, text }) =>
        slot !== "topic-word" && text !== "" && (text.includes(word) || word.includes(text)),
    );
  // What is counted is named by the same words (几个人上班).
  const isCounted = decision.act === "figures";
  return focus.filter((word) => !names.includes(word) && (isCounted || !isTold(word)));
}

/** The question as data, for `settle`. */
function settleRequestOf(
  context: RenderContext,
  decision: AnswerDecision,
  service: Service,
): SettleRequest {
  const { normalized, entities, acts } = decision.question;
  return {
    service,
    ...(decision.coveredId !== undefined && { coveredId: decision.coveredId }),
    act: decision.act,
    isOutright: (acts[0]?.confidence ?? 1) >= OUTRIGHT,
    focus: focusOf(decision),
    kinds: context.kindsIn(normalized),
    particular: pointBeside(context, normalized, service),
    unit: context.durationAsked(normalized),
    counted: COUNTED.exec(normalized)?.[1] ?? null,
    wantsAddress: context.wantsAddress(normalized),
    asksDistrict: context.asksDistrict(normalized),
    isNamed: isNamed(decision),
    quantities: normalized.match(QUANTITY) ?? [],
    isAboutPerson: entities.some((entity) => entity.slot !== "district"),
  };
}

/** The particular thing asked about; what the service is called by (提取 of 公积金租房提取) is none. */
function pointBeside(context: RenderContext, normalized: string, service: Service) {
  const point = pointIn(context, normalized);
  const names = [service.name, ...service.aliases];
  const isName = point?.words.some((word) => names.some((name) => name.includes(word))) ?? false;
  return isName ? null : point;
}

/** What is missing, by the name of the matter. */
function missText(
  { speaker }: RenderContext,
  { question, ...decision }: AnswerDecision,
  settled: Settled,
  miss: Miss,
): string {
  const name = plainName(nameOf(speaker, settled.service, settled.coveredId));
  switch (miss.kind) {
    case "act":
      return speaker.say("missing-act", { name, act: speaker.say(`act-${settled.asked}`) });
    case "word":
      return speaker.say("missing-word", {
        name,
        about: inLanguage(speaker, asTyped(question.text, miss.said)),
      });
    case "point":
      return speaker.say(isNamed({ question, ...decision }) ? "missing-point" : "missing-near", {
        name,
      });
    case "address":
      return speaker.say("missing-address", { name });
    case "progress":
      return speaker.say("missing-progress", { name });
    case "validity":
      return speaker.say("missing-validity", { name, date: sayDate(speaker, miss.asOf) });
    default:
      return miss satisfies never;
  }
}

/** A word of the normalized question as it was typed. */
function asTyped(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  return at === -1 ? word : text.slice(at, at + word.length);
}

/** A word as the question said it; where it is not of the language of the reply, a general one. */
const inLanguage = (speaker: Speaker, said: string): string => {
  const isHan = /\p{Script=Han}/u.test(said);
  return isHan && speaker.language === "en" ? speaker.say("this-matter") : said;
};

/** Statements that can be read in the language; all of them when none can. */
function readable({ speaker }: RenderContext, found: readonly FoundClaim[]): readonly FoundClaim[] {
  if (speaker.language !== "en") return found;
  const english = found.filter(({ claim }) => claim.en !== undefined);
  return english.length > 0 ? english : found;
}

const textOf = ({ speaker }: RenderContext, { claim }: FoundClaim): string =>
  speaker.language === "en" ? (claim.en ?? claim.text) : claim.text;

/** The first statements that fit the room; at least so many. */
function fitting(
  context: RenderContext,
  found: readonly FoundClaim[],
  room: number,
  least: number,
): readonly FoundClaim[] {
  let used = 0;
  return found.filter((each, index) => {
    used += [...textOf(context, each)].length;
    return index < least || used <= room;
  });
}

/** Statements under their sides, in the order of the first of each. */
function sidesBlocks(
  context: RenderContext,
  found: readonly FoundClaim[],
  titleOf: (facet: Facet) => string = (facet) => context.speaker.say(`facet-${facet}`),
): readonly Block[] {
  const facets = [...new Set(found.map(({ facet }) => facet))];
  return facets.flatMap((facet) =>
    claimsBlock(
      context,
      facet,
      found.filter((each) => each.facet === facet).map(({ claim }) => claim),
      titleOf(facet),
    ),
  );
}

/** How much, for whom, until when and through what, together. */
function keyBlock(context: RenderContext, beside: readonly FoundClaim[]): readonly Block[] {
  const [first] = beside;
  if (first === undefined) return [];
  const claims = beside.map(({ claim }) => claim);
  const isOne = beside.every(({ facet }) => facet === first.facet);
  const key = isOne ? `facet-${first.facet}` : "key-facts";
  return claimsBlock(context, first.facet, claims, context.speaker.say(key));
}

/** Parts of a service, for "what is in it"; empty when no source lists any. */
function partsBlock(
  { base, speaker, today }: RenderContext,
  parts: readonly Service[],
): readonly Block[] {
  if (parts.length === 0) return [];
  const itemOf = (part: Service): ListItem => {
    const [claim] = part.claims.what;
    const english = claim?.en ?? part.en?.what;
    return {
      id: part.id,
      name: nameOf(speaker, part),
      districtName: districtNameOf(base, speaker, part.district),
      text: (speaker.language === "en" ? english : undefined) ?? claim?.text ?? "",
      ...(claim !== undefined && { claim: viewClaim(base, speaker, claim, today) }),
    };
  };
  const items = parts.map(itemOf);
  const title = speaker.say(parts.length > MOST_PARTS ? "parts-title-some" : "parts-title", {
    count: parts.length,
    shown: MOST_PARTS,
  });
  const rest = items.slice(MOST_PARTS);
  return [
    { kind: "list", title, items: items.slice(0, MOST_PARTS) },
    ...(rest.length === 0
      ? []
      : [
          { kind: "list" as const, title: speaker.say("more"), items: rest, folded: true as const },
        ]),
  ];
}

interface Told {
  /** The statement of the first line; none where a channel answers or sources give only the name. */
  readonly first: FoundClaim | undefined;
  readonly rest: readonly FoundClaim[];
  readonly beside: readonly FoundClaim[];
  readonly folded: readonly FoundClaim[];
}

/** What of a settled answer is told at once, in which order, and what waits. */
function tell(context: RenderContext, settled: Settled, from: number): Told {
  const { language } = context.speaker;
  const answers = readable(context, settled.main).slice(from);
  const isMissing = settled.known.length > 0;
  const main = isMissing ? settled.known : answers;
  // Rules that newer ones replaced are told beside sums only.
  const isOld = ({ claim }: FoundClaim): boolean =>
    settled.act !== "amount" && context.base.isReplaced(claim);
  const newest = main.filter((found) => !isOld(found));
  const shown = fitting(
    context,
    readable(context, newest.length > 0 ? newest : main),
    isMissing ? KNOWN[language] : ROOM[language],
    1,
  );
  const used = new Set(shown.map(({ claim }) => claim.text));
  const conditions = settled.conditions.map((claim) => ({ facet: "who" as const, claim }));
  const others = readable(context, [...settled.keyFacts, ...conditions]).filter(
    (found) => !used.has(found.claim.text) && !isOld(found),
  );
  const beside =
    from > 0 ? [] : fitting(context, others, BESIDE[language], settled.keyFacts.length > 0 ? 1 : 0);
  for (const { claim } of beside) used.add(claim.text);
  const whats = context.base
    .claimsUnder(settled.service, "what", settled.coveredId)
    .map((claim) => ({ facet: "what" as const, claim }));
  const seen = new Set(used);
  const folded = readable(context, [
    ...settled.main,
    ...settled.keyFacts,
    ...conditions,
    ...whats,
  ]).filter(({ claim }) => {
    const isNew = !seen.has(claim.text);
    seen.add(claim.text);
    return isNew;
  });
  const [first, ...rest] = shown;
  return { first, rest, beside, folded };
}

/** The first line: the service by name and district, and the statement, or the channel, that answers. */
function headBlock(
  context: RenderContext,
  settled: Settled,
  first: FoundClaim | undefined,
  start: string,
): Block {
  const { base, speaker, today } = context;
  const { service, coveredId } = settled;
  const text =
    first !== undefined
      ? textOf(context, first)
      : settled.channels.length > 0
        ? settled.channels
            .map((channel) => sayChannel(speaker, viewChannel(speaker, channel)))
            .join(speaker.say("channel-space"))
        : speaker.say("no-what");
  return {
    kind: "service",
    id: service.id,
    name: nameOf(speaker, service, coveredId),
    district: service.district,
    districtName: districtNameOf(base, speaker, service.district),
    text: `${start}${text}`,
    ...(first !== undefined && { claim: viewClaim(base, speaker, first.claim, today) }),
  };
}

/** "有。" where it was asked whether there is any, and what was asked for is named by the service or by what is told first. */
function startOf(
  { base, speaker }: RenderContext,
  { question }: AnswerDecision,
  { service, miss }: Settled,
  first: FoundClaim | undefined,
): string {
  const isAsked = base.saidOf("asks-whether", question.normalized) !== null;
  const isThere = miss === null && service.status === "current";
  const said = [service.name, ...service.aliases, first?.claim.text ?? ""];
  // 有没有两房 is no matter of whether there are flats.
  const isNamed =
    question.focus.length > 0 &&
    question.focus.every(
      (word) => base.isGeneral(word) || said.some((text) => text.toLowerCase().includes(word)),
    );
  return isAsked && isThere && isNamed ? speaker.say("answer-there") : "";
}

/**
 * The answer about one service: what was asked first, the key facts beside it, one step on, the source, one remark. What
 * else there is stays behind "more".
 */
export function renderAnswer(context: RenderContext, decision: AnswerDecision): Rendered | null {
  const { base } = context;
  const service = base.service(decision.service);
  if (service === undefined) return null;
  const settled = base.settle(settleRequestOf(context, decision, service));
  return renderSettled(context, decision, settled);
}

/** Draws what was settled; decides nothing of it. */
function renderSettled(
  context: RenderContext,
  decision: AnswerDecision,
  settled: Settled,
): Rendered {
  const { base, speaker } = context;
  const { service, act, miss } = settled;
  const told = tell(context, settled, decision.from ?? 0);
  const { first, rest, beside, folded } = told;
  const [own] = base.facetsOf(act);
  const titleOf = (facet: Facet): string =>
    speaker.say(facet === own && first?.facet === facet ? "besides" : `facet-${facet}`);
  const shown: readonly Claim[] = [...(first === undefined ? [] : [first]), ...rest, ...beside].map(
    ({ claim }) => claim,
  );
  const local = decision.inStead === undefined ? undefined : base.service(decision.inStead);
  const isMissing = settled.missing !== null || local !== undefined;
  const remark = oneRemark(context, service, shown);
  const related = decision.related.flatMap((id) => base.service(id) ?? []);
  const disposition: Disposition = isMissing ? "partial" : "answer";
  const missing: readonly Block[] =
    local !== undefined
      ? [
          {
            kind: "missing",
            act: settled.asked,
            text: speaker.say("city-in-stead", {
              name: nameOf(speaker, local),
              district: districtNameOf(base, speaker, local.district),
              act: speaker.say(`act-${settled.asked}`),
            }),
          },
        ]
      : miss === null
        ? []
        : [
            {
              kind: "missing",
              act: settled.asked,
              text: missText(context, decision, settled, miss),
            },
          ];
  const facets: readonly Facet[] = [
    ...new Set([...[first, ...rest].flatMap((each) => each?.facet ?? []), "what" as const]),
  ];
  const channels: readonly Channel[] = settled.channels;
  const step = nextStep(context, service, {
    isMissing,
    isAsked: WAYS.includes(settled.asked),
    isWaiting: settled.asked === "duration" || settled.asked === "progress",
    told: channels,
    text: shown.map(({ text }) => text).join(""),
  });
  const isVerdict = settled.asked === "eligible" && !isMissing;
  return {
    disposition,
    act: RESOLVED.includes(act) ? act : decision.act,
    services: [service, ...related].map((each) =>
      viewService(base, speaker, each, each === service ? shown : []),
    ),
    missing: settled.missing === null ? [] : [settled.missing],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...remark.notice],
    blocks: [
      ...missing,
      headBlock(context, settled, first, startOf(context, decision, settled, first)),
      ...sidesBlocks(context, rest, titleOf),
      ...partsBlock(context, settled.parts),
      ...keyBlock(context, beside),
      ...(isVerdict
        ? [{ kind: "note" as const, notice: "no-decision", text: speaker.say("no-decision") }]
        : []),
      ...step,
      ...sourcesBlock(context, shown),
      ...remark.blocks,
      ...sidesBlocks(context, folded).map((block): Block => ({ ...block, folded: true })),
    ],
    choices: [
      ...facetChoices(context, service, facets).slice(0, 4),
      ...(settled.main.length > 1 + rest.length
        ? [
            {
              label: speaker.say("more"),
              send: speaker.say(`send-${own ?? "what"}`, {
                name: callName(base, context, service),
              }),
            },
          ]
        : []),
      ...serviceChoices(context, related, act),
    ],
    wording: null,
  };
}
