import type { Act, Disposition, Facet } from "../../shared/acts.js";
import type { Claim, ClaimFinding, FoundClaim, Service } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import type { Rendered, RenderContext } from "./render-context.js";
import {
  assumedBlocks,
  channelBlocks,
  claimsBlock,
  facetChoices,
  MAIN_CLAIMS,
  noticeBlocks,
  serviceBlock,
  serviceChoices,
  sourcesBlock,
} from "./parts.js";
import type { Block } from "../types.js";
import { districtNameOf, nameOf, plainName, viewClaim, viewService } from "../views.js";

type AnswerDecision = Extract<Decision, { kind: "answer-service" }>;

/** Acts whose answer is easier to use with the conditions beside it. */
const WITH_CONDITIONS: readonly Act[] = ["amount", "how", "materials", "when"];

/** A length of time in the words of a claim, by the unit asked for; not a day or a year of the calendar (2020年). */
const LENGTHS: Readonly<Record<string, RegExp>> = {
  year: /(?<!\d)\d{1,2}\s*(?:周年|年)(?!\d|第|初|底|版|级)/u,
  month: /\d+\s*个月/u,
  day: /\d+\s*(?:天|个?工作日)/u,
  age: /\d+\s*(?:周岁|岁)/u,
};

/** What is counted (多少人, 几家): the measure word behind the question word. */
const COUNTED = /(?:多少|几)([人个家名位套间所项场种户栋幢])/u;

/** Acts that the knowledge settles between themselves. */
const RESOLVED: readonly Act[] = ["amount", "figures", "contact"];

/** Kind of services that are money: asked how much, no count may answer. */
const MONEY = "subsidy";

/** From here an act is said outright; calibrated confidence, 0–1. */
const OUTRIGHT = 0.8;

/** A listing inside a sentence; punctuation, not wording. */
const ENUMERATION = /[、,，;；]/u;

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

/** Parts of a service, for "what is in it"; empty when no source lists any. */
function partsBlock(context: RenderContext, service: Service): readonly Block[] {
  const parts = context.base.partsOf(service.id);
  if (parts.length === 0) return [];
  return [
    {
      kind: "list",
      title: context.speaker.say("parts-title"),
      items: parts.slice(0, 6).map((part) => ({
        id: part.id,
        name: nameOf(context.speaker, part),
        districtName: districtNameOf(context.base, context.speaker, part.district),
        text:
          (context.speaker.language === "en"
            ? (part.claims.what[0]?.en ?? part.en?.what)
            : undefined) ??
          part.claims.what[0]?.text ??
          "",
        ...(part.claims.what[0] !== undefined && {
          claim: viewClaim(context.base, context.speaker, part.claims.what[0], context.today),
        }),
      })),
    },
  ];
}

interface Conclusion {
  readonly blocks: readonly Block[];
  readonly claims: readonly Claim[];
  readonly isMissing: boolean;
}

/** The answer to the act itself, or the words that no source gives it. */
function conclude(
  context: RenderContext,
  decision: AnswerDecision,
  service: Service,
  finding: ClaimFinding,
  intro: Claim | undefined,
): Conclusion {
  const { speaker } = context;
  const name = plainName(nameOf(speaker, service, decision.coveredId));
  const missing = (text: string): Conclusion => ({
    blocks: [{ kind: "missing", act: decision.act, text }],
    claims: [],
    isMissing: true,
  });
  if (finding.status === "off-focus") {
    const about = finding.unknownFocus.join(speaker.say("comma"));
    return missing(
      speaker.say(about === "" ? "missing-act" : "missing-focus", {
        name,
        about,
        act: speaker.say(`act-${decision.act}`),
      }),
    );
  }
  const parts = decision.act === "list" ? partsBlock(context, service) : [];
  const claims = finding.main.map(({ claim }) => claim).slice(0, MAIN_CLAIMS);
  const isUnlisted =
    decision.act === "list" &&
    parts.length === 0 &&
    !claims.some((claim) => ENUMERATION.test(claim.text) && finding.unknownFocus.length === 0);
  if (finding.status === "no-facet" || isUnlisted) {
    return missing(speaker.say("missing-act", { name, act: speaker.say(`act-${decision.act}`) }));
  }
  const [facet = "what"] = context.base.facetsOf(decision.act);
  const rest = claims.filter((claim) => claim !== intro);
  return {
    blocks: [
      ...(facet === "what"
        ? claimsBlock(context, facet, rest, speaker.say("besides"))
        : claimsBlock(context, facet, rest)),
      ...parts,
    ],
    claims,
    isMissing: false,
  };
}

/**
 * The claims for the act. "Can one …?" about a service without stated conditions asks whether it does
 * that: then what it is answers, if it speaks of the words asked.
 */
function findFor(
  context: RenderContext,
  decision: AnswerDecision,
  service: Service,
): { readonly finding: ClaimFinding; readonly act: Act } {
  const ask = (act: Act): ClaimFinding =>
    context.base.findClaims({
      service,
      ...(decision.coveredId !== undefined && { coveredId: decision.coveredId }),
      act,
      focus: decision.question.focus.filter((word) => !namesOf(decision).includes(word)),
      kinds: context.kindsIn(decision.question.normalized),
      wantsAddress: context.wantsAddress(decision.question.normalized),
      isNamed: isNamed(decision),
    });
  // "落户政策" asks what it is; only an outright "有哪些" asks for a list.
  const [best] = decision.question.acts;
  if (decision.act === "list" && (best?.confidence ?? 1) < OUTRIGHT) {
    return { finding: ask("what"), act: "what" };
  }
  const finding = ask(decision.act);
  const { normalized } = decision.question;
  const particular = context.particularIn(normalized);
  if (particular !== null) {
    const said = particular.find((word) => normalized.includes(word));
    return particularOf(decision.act, particular, said, finding, ask);
  }
  // "在哪个区": whose service it is stands in its head.
  if (decision.act === "where" && finding.status === "no-facet" && context.asksDistrict(normalized))
    return { finding: ask("what"), act: decision.act };
  const unit = context.durationAsked(normalized);
  const lasting = unit === null ? null : durationOf(unit, decision.act, finding, ask);
  if (lasting !== null) return lasting;
  const counted = countOf(COUNTED.exec(normalized)?.[1], decision.act, finding, ask);
  if (counted !== null) return counted;
  const sibling = numberOf(service, decision.act, finding, ask);
  if (sibling !== null) return sibling;
  const isAboutPerson = decision.question.entities.some((entity) => entity.slot !== "district");
  if (decision.act !== "eligible" || finding.status === "found" || isAboutPerson) {
    return { finding, act: decision.act };
  }
  const what = ask("what");
  return what.status === "found" && what.unknownFocus.length === 0
    ? { finding: what, act: "what" }
    : { finding, act: decision.act };
}

/**
 * "多少" alone does not say whether money, a count or a number to call is asked for: what sources state of the
 * service decides. A count answers "多少" only when it is what the words ask for (余杭区人才多少万), and never
 * stands for the amount of a subsidy.
 */
function numberOf(
  service: Service,
  act: Act,
  finding: ClaimFinding,
  ask: (act: Act) => ClaimFinding,
): { readonly finding: ClaimFinding; readonly act: Act } | null {
  if (finding.status === "found") return null;
  const others: readonly Act[] =
    act === "figures"
      ? ["amount", "contact"]
      : act === "amount" && service.kind !== MONEY
        ? ["figures"]
        : [];
  for (const other of others) {
    const found = ask(other);
    const isAsked = other !== "figures" || (found.isParticular && found.unknownFocus.length === 0);
    if (found.status === "found" && isAsked) return { finding: found, act: other };
  }
  return null;
}

/** Sides on which sources state what a question may ask under another one. */
const STATED_ELSEWHERE = ["who", "amount", "how", "when", "what"] as const;

/**
 * A question about one particular step or thing (预约, 续领, 停车) is answered by claims that speak of it, on whatever side
 * they stand, and by no others.
 */
function particularOf(
  act: Act,
  words: readonly string[],
  said: string | undefined,
  finding: ClaimFinding,
  ask: (act: Act) => ClaimFinding,
): { readonly finding: ClaimFinding; readonly act: Act } {
  const isSpoken = ({ claim }: FoundClaim): boolean =>
    words.some((word) => claim.text.includes(word) || claim.en?.includes(word) === true);
  for (const each of [act, ...STATED_ELSEWHERE]) {
    const found = each === act ? finding : ask(each);
    const main = found.main.filter(isSpoken);
    if (found.status === "found" && main.length > 0)
      return { finding: { ...found, main }, act: each };
  }
  // That side is stated, but nothing of this: what is missing is the word, not the side.
  const isStated = finding.status !== "no-facet" && said !== undefined;
  return isStated
    ? { finding: { ...finding, status: "off-focus", main: [], unknownFocus: [said] }, act }
    : { finding: { ...finding, status: "no-facet", main: [] }, act };
}

/**
 * "结婚几年可以投靠" asks for a length of time, which sources state as a condition; "休几天" one that they state as an
 * amount: the claims of those sides that give one answer it.
 */
function durationOf(
  unit: string,
  act: Act,
  finding: ClaimFinding,
  ask: (act: Act) => ClaimFinding,
): { readonly finding: ClaimFinding; readonly act: Act } | null {
  if (act !== "when" || finding.status !== "no-facet") return null;
  const shapes = unit in LENGTHS ? [LENGTHS[unit]] : Object.values(LENGTHS);
  for (const other of ["amount", "who"] as const) {
    const found = ask(other);
    const main = found.main.filter(({ claim }) => shapes.some((shape) => shape?.test(claim.text)));
    if (found.status === "found" && main.length > 0 && found.unknownFocus.length === 0)
      return { finding: { ...found, main }, act: other };
  }
  return null;
}

/**
 * "团队最多几个人" counts people: a condition that gives their number answers it, a sum of money does not.
 *
 * @param measure the measure word asked with
 * @returns `null` when nothing is counted or the figures have it
 */
function countOf(
  measure: string | undefined,
  act: Act,
  finding: ClaimFinding,
  ask: (act: Act) => ClaimFinding,
): { readonly finding: ClaimFinding; readonly act: Act } | null {
  if (measure === undefined || act !== "figures" || finding.status === "found") return null;
  const unit = measure === "个" ? "人" : measure;
  const shape = new RegExp(`\\d+\\s*(?:多|余)?${unit}`, "u");
  const found = ask("who");
  const main = found.main.filter(({ claim }) => shape.test(claim.text));
  return found.status === "found" && main.length > 0 && found.unknownFocus.length === 0
    ? { finding: { ...found, main }, act: "who" }
    : { finding, act };
}

/** Whether something is left of the side asked about that was not shown. */
const hasMore = (finding: ClaimFinding): boolean => finding.main.length > MAIN_CLAIMS;

/**
 * The answer about one service, in the fixed order: what was assumed, what it is and whose, the conclusion,
 * conditions, what no source says, where to go, sources, remarks.
 */
export function renderAnswer(context: RenderContext, decision: AnswerDecision): Rendered | null {
  const { base, speaker } = context;
  const service = base.service(decision.service);
  if (service === undefined) return null;
  const { finding, act } = findFor(context, decision, service);
  const whats = base.claimsUnder(service, "what", decision.coveredId);
  const intro = act === "what" && finding.status === "found" ? finding.main[0]?.claim : whats[0];
  const conclusion = conclude(context, { ...decision, act }, service, finding, intro);
  const conditions = WITH_CONDITIONS.includes(act)
    ? base.claimsUnder(service, "who", decision.coveredId).slice(0, 2)
    : [];
  const verdictNote: readonly Block[] =
    act === "eligible" && !conclusion.isMissing
      ? [{ kind: "note", notice: "no-decision", text: speaker.say("no-decision") }]
      : [];
  const shown = [...(intro === undefined ? [] : [intro]), ...conclusion.claims, ...conditions];
  const notices = noticeBlocks(context, service, shown);
  const related = decision.related.flatMap((id) => base.service(id) ?? []);
  const facets: readonly Facet[] = [...base.facetsOf(act), "what"];
  const disposition: Disposition = conclusion.isMissing ? "partial" : "answer";
  const more = hasMore(finding)
    ? [
        {
          label: speaker.say("more"),
          send: speaker.say(`send-${act}`, { name: nameOf(speaker, service) }),
        },
      ]
    : [];
  return {
    disposition,
    act: RESOLVED.includes(act) ? act : decision.act,
    services: [service, ...related].map((each) =>
      viewService(base, speaker, each, each === service ? shown : []),
    ),
    missing: conclusion.isMissing ? [decision.act] : [],
    notice: [...(decision.assumed.length > 0 ? (["assumed"] as const) : []), ...notices.notice],
    blocks: [
      ...assumedBlocks(context, decision.assumed),
      serviceBlock(context, service, decision.coveredId, intro),
      ...conclusion.blocks,
      ...verdictNote,
      ...claimsBlock(context, "who", conditions),
      ...channelBlocks(context, service),
      ...sourcesBlock(context, shown),
      ...notices.blocks,
    ],
    choices: [
      ...facetChoices(context, service, facets).slice(0, 4),
      ...more,
      ...serviceChoices(context, related, act),
    ],
    wording: null,
  };
}
