import type { Claim, Service } from "../../knowledge/index.js";
import type { Block, SourceView, VerdictView } from "../types.js";
import type { VerdictVoice } from "../verdict/view-verdict.js";
import { nameOf, sayDate, sourcesOf } from "../views.js";
import {
  districtsTable,
  mostOf,
  verdictOn,
  verdictsIn,
  type DistrictsInput,
} from "./case-districts.js";

/** So many of a district's own are told; the others stand in the table. */
const MOST_TOLD = 2;

/** What a district has of its own and pays to somebody. */
interface Own {
  readonly service: Service;
  readonly verdict: VerdictView | undefined;
  readonly claim: Claim;
}

/** Money of a district on the matters that were judged: what pays, or is judged and says how much. */
function ownMoney(voice: VerdictVoice, district: string, input: DistrictsInput): readonly Own[] {
  const verdicts = verdictsIn(input, district);
  return voice.base
    .listServices({ districts: [district], topics: input.topics })
    .flatMap((service): readonly Own[] => {
      const verdict = verdictOn(voice, verdicts, service);
      const [sum] = service.claims.amount;
      const claim = sum ?? service.claims.what[0];
      // A programme for founders is no difference to who has told nothing that it asks for.
      const isNear =
        verdict === undefined ||
        verdict.because.some(({ outcome, yours }) => outcome === "met" && yours !== undefined);
      const isOpen = verdict?.because.every((criterion) => criterion.isOpen === true) === true;
      const pays =
        service.kind === "subsidy"
          ? isNear || isOpen
          : isNear && verdict !== undefined && sum !== undefined;
      return claim === undefined ||
        !pays ||
        service.status === "ended" ||
        verdict?.outcome === "ineligible"
        ? []
        : [{ service, verdict, claim }];
    })
    .toSorted((a, b) => Number(b.verdict !== undefined) - Number(a.verdict !== undefined))
    .slice(0, MOST_TOLD);
}

/** How many of them say how much. */
const sumsIn = (own: readonly Own[]): number =>
  own.filter(({ service }) => service.claims.amount.length > 0).length;

function lineOf({ speaker }: VerdictVoice, { service, verdict, claim }: Own): string {
  const name = nameOf(speaker, service);
  const title =
    verdict === undefined
      ? name
      : speaker.say("districts-judged", {
          sign: speaker.say(`verdict-sign-${verdict.outcome}`),
          name,
        });
  const text = speaker.language === "en" ? (claim.en ?? claim.text) : claim.text;
  const date = sayDate(speaker, claim.asOf);
  return speaker.say("titled-line", {
    title,
    text: speaker.say("districts-dated", { text, date }),
  });
}

/**
 * Which district is best for a person: what each pays of its own, judged as if the person worked and lived there, most money
 * first; by name those of which no source says that they pay anything. The whole table stands behind a fold.
 */
export function bestDistrict(
  voice: VerdictVoice,
  input: DistrictsInput,
): { readonly blocks: readonly Block[]; readonly sources: readonly SourceView[] } {
  const { base, speaker } = voice;
  const rows = base.districts
    .filter(({ id, served }) => served && !base.isWide(id))
    .map((district) => {
      const own = ownMoney(voice, district.id, input);
      return {
        name: speaker.language === "en" ? district.en : district.name,
        own,
        most: mostOf(own.flatMap(({ verdict }) => verdict ?? [])),
      };
    })
    .toSorted((a, b) => b.most - a.most || sumsIn(b.own) - sumsIn(a.own));
  const held = rows.filter(({ own }) => own.length > 0);
  const silent = rows.filter(({ own }) => own.length === 0).map(({ name }) => name);
  const lines = held.map(({ name, own }) => {
    const text = own.map((one) => lineOf(voice, one)).join(speaker.say("judged-and"));
    return speaker.say("bullet", { text: speaker.say("titled-line", { title: name, text }) });
  });
  const text = [
    speaker.say(held.length > 0 ? "districts-best" : "districts-best-none"),
    ...lines,
    ...(silent.length === 0 || held.length === 0
      ? []
      : [speaker.say("districts-silent", { names: silent.join(speaker.say("comma")) })]),
  ].join("\n");
  const table = districtsTable(voice, input);
  return {
    blocks: [
      { kind: "paragraph", text },
      ...(table === null ? [] : [{ ...table.block, folded: true as const }]),
    ],
    sources: sourcesOf(
      base,
      speaker,
      held.flatMap(({ own }) => own.map(({ claim }) => claim)),
    ),
  };
}
