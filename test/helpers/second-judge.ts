import { TABLES_BY_DAY } from "./second-judge-hukou.js";

/**
 * A second way to judge, written apart from the engine and from the data: one table a policy, by hand, after the facts.
 * It shares nothing with src/ (own calendar, own numbers), so that agreement means something.
 *
 * A table is a list of rows; a row is a list of columns; every column of one row has to hold. A column looks at one or
 * two slots. What is not known exactly is tried with every value that can tell a difference.
 */

export type Plain = string | number | boolean;
type Limits = { readonly min?: number | string; readonly max?: number | string };
export type Person = Readonly<Record<string, Plain | Limits>>;

/** 1 holds, 0 fails, 0.5 not known; "silent" = no source settles it, whatever is known. */
type Mark = 0 | 0.5 | 1 | "silent";

export interface Column {
  readonly looksAt: readonly string[];
  /** Values to try where nothing is known of a slot. */
  readonly ifUnknown?: Readonly<Record<string, readonly Plain[]>>;
  readonly holds: (values: readonly Plain[], today: number) => boolean | "silent";
}

export interface Table {
  /** First day, and the first day on which it is over. */
  readonly from: string;
  readonly until?: string;
  readonly rows: readonly (readonly Column[])[];
  /** Situations that no source speaks of. */
  readonly unspoken?: readonly Column[];
  /** What took the place of both from a day on; in order of days. */
  readonly later?: readonly {
    readonly from: string;
    readonly rows: readonly (readonly Column[])[];
    readonly unspoken?: readonly Column[];
  }[];
}

const DAY = 86_400_000;
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY;
const civil = (day: number) => {
  const date = new Date(day * DAY);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth(), d: date.getUTCDate() };
};
const lengthOfMonth = (y: number, m: number): number =>
  new Date(Date.UTC(y, m + 1, 0)).getUTCDate();

/** The same day of a later month; the last one where it has no such day. */
function monthsLater(day: number, months: number): number {
  const { y, m, d } = civil(day);
  const first = new Date(Date.UTC(y, m + months, 1));
  const length = lengthOfMonth(first.getUTCFullYear(), first.getUTCMonth());
  return (first.getTime() + (Math.min(d, length) - 1) * DAY) / DAY;
}

function yearsOld(birth: number, today: number): number {
  const born = civil(birth);
  const now = civil(today);
  const birthday = Math.min(born.d, lengthOfMonth(now.y, born.m));
  const isPast = now.m > born.m || (now.m === born.m && now.d >= birthday);
  return now.y - born.y - (isPast ? 0 : 1);
}

/** First and last day of `2024`, `2024-06` or `2024-06-30`. */
function span(text: string): readonly [number, number] {
  const [y = 0, m, d] = text.split("-").map(Number);
  if (m === undefined) return [Date.UTC(y, 0, 1) / DAY, Date.UTC(y, 11, 31) / DAY];
  if (d === undefined) return [Date.UTC(y, m - 1, 1) / DAY, Date.UTC(y, m, 0) / DAY];
  return [Date.UTC(y, m - 1, d) / DAY, Date.UTC(y, m - 1, d) / DAY];
}

const FAR = Date.UTC(8999, 0, 1) / DAY;
const DATES = new Set(["graduatedOn", "birthDate", "companyFoundedOn", "firstInsuredOn"]);

/** Slots of which every value can be tried. */
const DOMAINS: Readonly<Record<string, readonly Plain[]>> = { nationality: ["cn", "foreign"] };

function daysOf(person: Person, slot: string): readonly [number, number] | null {
  const value = person[slot];
  if (typeof value === "string") return span(value);
  if (typeof value !== "object") return null;
  return [
    value.min === undefined ? -FAR : span(String(value.min))[0],
    value.max === undefined ? FAR : span(String(value.max))[1],
  ];
}

/** Days at which something can differ: both ends, and today when it lies between. */
const tries = ([from, to]: readonly [number, number], today: number): readonly number[] =>
  from < today && today < to ? [from, today, today + 1, to] : [from, to];

function graduation(person: Person, today: number): readonly number[] | null {
  const own = daysOf(person, "graduatedOn");
  if (person["studying"] !== true) {
    if (own === null) return null;
    const isOver = person["studying"] === false && own[0] <= today && today < own[1];
    return tries(isOver ? [own[0], today] : own, today);
  }
  if (own === null) return [today + 1, FAR];
  if (own[1] > today) return [Math.max(own[0], today + 1), own[1]];
  return tries([own[0], FAR], today);
}

function ages(person: Person, today: number): readonly number[] | null {
  const value = person["age"];
  const said =
    typeof value === "number"
      ? [value, value]
      : typeof value === "object"
        ? [Number(value.min ?? -1e9), Number(value.max ?? 1e9)]
        : null;
  const birth = daysOf(person, "birthDate");
  const born = birth === null ? null : [yearsOld(birth[1], today), yearsOld(birth[0], today)];
  if (said === null || born === null) return said ?? born;
  const [a = 0, b = 0] = said;
  const [c = 0, d = 0] = born;
  const both = [Math.max(a, c), Math.min(b, d)];
  const [low = 0, high = 0] = both;
  return low <= high ? both : [Math.min(a, c), Math.max(b, d)];
}

/** Values to try for a slot; `null` when nothing is known and not every value can be tried. */
function candidates(person: Person, slot: string, today: number): readonly Plain[] | null {
  if (slot === "today") return [today];
  if (slot === "age") return ages(person, today);
  if (slot === "graduatedOn") return graduation(person, today);
  if (DATES.has(slot)) {
    const days = daysOf(person, slot);
    return days === null ? null : tries(days, today);
  }
  const value = person[slot];
  if (value === undefined) return DOMAINS[slot] ?? null;
  if (typeof value !== "object") return [value];
  return [Number(value.min ?? -1e9), Number(value.max ?? 1e9)];
}

function mark(person: Person, column: Column, today: number): Mark {
  let combinations: readonly (readonly Plain[])[] = [[]];
  for (const slot of column.looksAt) {
    const values = candidates(person, slot, today) ?? column.ifUnknown?.[slot];
    if (values === undefined) return 0.5;
    combinations = combinations.flatMap((one) => values.map((value) => [...one, value]));
  }
  const results = new Set(combinations.map((values) => column.holds(values, today)));
  if (results.size > 1) return 0.5;
  const [only] = results;
  return only === "silent" ? "silent" : only === true ? 1 : 0;
}

const least = (marks: readonly Mark[], known: number): number =>
  Math.min(1, ...marks.map((one) => (one === "silent" ? 0.5 : one === 0.5 ? known : one)));

/** The latest table that has begun; before all of them the first one. */
const tableOn = (tables: readonly Table[] | undefined, day: string): Table | undefined =>
  tables?.findLast(({ from }) => from <= day) ?? tables?.[0];

/** The verdict of a table. */
export function secondJudge(policy: string, person: Person, day: string): string {
  const table = TABLES[policy] ?? tableOn(TABLES_BY_DAY[policy], day);
  if (table === undefined) throw new Error(`no table for ${policy}`);
  if (day < table.from) return "not-covered";
  if (table.until !== undefined && day >= table.until) return "ineligible";
  const today = dayNumber(day);
  const version = table.later?.findLast(({ from }) => from <= day) ?? table;
  const { unspoken = [] } = version;
  // One column stands in many rows.
  const marks = new Map<Column, Mark>();
  const markOf = (column: Column): Mark => {
    const known = marks.get(column) ?? mark(person, column, today);
    marks.set(column, known);
    return known;
  };
  const isUnspoken = unspoken.some((one) => markOf(one) === 1);
  // Said, but too roughly to tell whether it is one of those situations: it has to be known.
  const isVague = unspoken.some(
    (one) => markOf(one) === 0.5 && one.looksAt.every((slot) => slot in person),
  );
  const rows = version.rows.map((row) => [
    ...row.map(markOf),
    ...(isUnspoken ? (["silent"] as const) : []),
    ...(isVague ? ([0.5] as const) : []),
  ]);
  const worst = Math.max(...rows.map((row) => least(row, 0.5)));
  if (worst === 1) return "eligible";
  if (worst === 0) return "ineligible";
  return Math.max(...rows.map((row) => least(row, 1))) === 1 ? "needs-more" : "not-covered";
}

const is = (slot: string, ...allowed: readonly Plain[]): Column => ({
  looksAt: [slot],
  holds: ([value]) => value !== undefined && allowed.includes(value),
});
const atLeast = (slot: string, limit: number): Column => ({
  looksAt: [slot],
  holds: ([value]) => Number(value) >= limit,
});
const most = (slot: string, limit: number): Column => ({
  looksAt: [slot],
  holds: ([value]) => Number(value) <= limit,
});
const since = (slot: string, months: number): Column => ({
  looksAt: [slot],
  holds: ([day], today) => monthsLater(Number(day), months) <= today,
});
const until = (slot: string, months: number): Column => ({
  looksAt: [slot],
  holds: ([day], today) => Number(day) <= today && monthsLater(Number(day), months) >= today,
});
const SILENT: Column = { looksAt: [], holds: () => "silent" };

/** Every way through several choices, one after the other: the rows of a table that has to hold all of them. */
const ways = (
  ...choices: readonly (readonly (readonly Column[])[])[]
): readonly (readonly Column[])[] =>
  choices.reduce<readonly (readonly Column[])[]>(
    (rows, choice) => rows.flatMap((row) => choice.map((way) => [...row, ...way])),
    [[]],
  );

const HAS_WORK = ["employee", "founder", "self-employed", "flexible"];
const GRADUATE = ["associate", "bachelor", "master", "doctor"];
const OUTER = ["fuyang", "linan", "tonglu", "chunan", "jiande"];
/** Signs that the degree spoken of is still studied for; one is enough. */
const STILL_STUDYING: readonly Column[] = [
  is("studying", true),
  is("employment", "student"),
  { looksAt: ["graduatedOn"], holds: ([day], today) => Number(day) > today },
];
const onlySilent = (from: string): Table => ({ from, rows: [[SILENT]] });

const founderRow = (...group: readonly Column[]): readonly Column[] => [
  ...group,
  is("employment", "founder", "self-employed", "student"),
  atLeast("sharePercent", 30),
  atLeast("socialInsuranceMonths", 1),
  atLeast("parkMonths", 6),
  until("companyFoundedOn", 60),
];
const IN_SOME_COURSE = [
  is("degree", "high-school"),
  is("studying", true),
  {
    looksAt: ["graduatedOn"],
    holds: ([day]: readonly Plain[], today: number) => Number(day) > today,
  },
  SILENT,
];
const grantRows = (...group: readonly Column[]): readonly (readonly Column[])[] =>
  [[is("degree", ...GRADUATE)], IN_SOME_COURSE].map((degree) => [
    ...group,
    ...degree,
    atLeast("sharePercent", 30),
    since("companyFoundedOn", 6),
  ]);

const BY_NATION: Column = {
  looksAt: ["graduatedOn", "nationality"],
  holds: ([day, nation], today) =>
    Number(day) <= today && monthsLater(Number(day), nation === "cn" ? 24 : 72) >= today,
};
const LIVING = [is("degree", "bachelor", "master", "doctor"), is("employment", ...HAS_WORK)];
const LIVING_UNSPOKEN = [
  ...STILL_STUDYING,
  is("receivedLivingSubsidy", true),
  is("employment", "self-employed", "flexible"),
  is("workDistrict", "outside"),
];
const ANY_POSTGRADUATE = [[is("studyMode", "full-time")], [is("degree", "master", "doctor")]];
const PART_TIME_OPEN = [...ANY_POSTGRADUATE, [is("studyMode", "part-time"), SILENT]];
const FROM_ABROAD = [is("overseasDegree", true), is("nationality", "foreign")];
/**
 * First insured within a year of graduation: said so, or it follows from how long ago the graduation was, less the months
 * that were paid without a break. Whether it binds those from abroad is in no source.
 */
const INSURED_IN_FIRST_YEAR = [
  [until("graduatedOn", 12)],
  [until("graduatedOn", 18), atLeast("socialInsuranceMonths", 7)],
  [until("graduatedOn", 24), atLeast("socialInsuranceMonths", 13)],
  [is("firstInsured", "within-year")],
  ...FROM_ABROAD.map((abroad) => [abroad, SILENT]),
];
const WEST = [
  is("receivedLivingSubsidy", true),
  is("workDistrict", ...OUTER),
  atLeast("districtWorkMonths", 36),
];
const WEST_UNSPOKEN = [
  ...STILL_STUDYING,
  is("degree", "high-school", "associate"),
  is("employment", "unemployed", "student"),
];
const RENT = [
  is("degree", ...GRADUATE),
  until("graduatedOn", 24),
  is("ownsHomeInHangzhou", false),
  is("inPublicRental", false),
];
const RENT_UNSPOKEN = [
  ...STILL_STUDYING,
  atLeast("rentalSubsidyYears", 1),
  is("homeDistrict", "outside"),
  is("degree", "associate"),
  is("employment", "founder", "self-employed", "flexible", "unemployed", "student"),
  is("workDistrict", "outside"),
];
/** Hired by a company of a thousand people at most, within two years of graduation and not before it. */
const NEWLY_HIRED = [
  is("degree", ...GRADUATE),
  is("employment", "employee", "founder"),
  most("employerSize", 1000),
  atLeast("socialInsuranceMonths", 12),
  atLeast("sameEmployerInsuranceMonths", 12),
  is("employerInsuredSince", "within-two-years"),
  is("wageBelowAverage", true),
];
const HIRED_UNSPOKEN = [
  ...STILL_STUDYING,
  is("employment", "founder"),
  atLeast("sameEmployerInsuranceMonths", 36),
];

/** A home of the family somewhere in Hangzhou: whose it is and where decides, which only an office can say. */
const HOUSEHOLD_WITHOUT_HOME = [
  [is("ownsHomeInHangzhou", false)],
  [is("ownsHomeInHangzhou", true), SILENT],
];
/** On no later day than today. */
const isPast = (slot: string): Column => ({
  looksAt: [slot],
  holds: ([day], today) => Number(day) <= today,
});
const notBefore = (slot: string, first: string): Column => ({
  looksAt: [slot],
  holds: ([day]) => Number(day) >= dayNumber(first),
});
/** Fewer whole months have passed since then. */
const lessThanSince = (slot: string, months: number): Column => ({
  looksAt: [slot],
  holds: ([day], today) => monthsLater(Number(day), months) > today,
});
const FINAL_YEAR = [is("studying", true), is("finalYear", true)];

const TABLES: Readonly<Record<string, Table>> = {
  "city-living-subsidy": {
    from: "2024-05-13",
    rows: [
      [...LIVING, is("studyMode", "full-time"), BY_NATION, atLeast("socialInsuranceMonths", 1)],
    ],
    unspoken: LIVING_UNSPOKEN,
    later: [
      {
        // Postgraduates of part-time courses are equal; the first half is paid after six months.
        from: "2024-05-20",
        rows: ways([[...LIVING, BY_NATION, atLeast("socialInsuranceMonths", 6)]], ANY_POSTGRADUATE),
        unspoken: LIVING_UNSPOKEN,
      },
      {
        from: "2026-09-23",
        rows: ways(
          [[...LIVING, BY_NATION, atLeast("socialInsuranceMonths", 6)]],
          ANY_POSTGRADUATE,
          INSURED_IN_FIRST_YEAR,
        ),
        unspoken: [...LIVING_UNSPOKEN, is("firstInsured", "before-graduation")],
      },
      {
        // By the place of the degree: two years, or five that count as new and six to apply.
        from: "2026-09-30",
        rows: ways(
          [[...LIVING, atLeast("socialInsuranceMonths", 6)]],
          ANY_POSTGRADUATE,
          [
            [until("graduatedOn", 24)],
            ...FROM_ABROAD.map((abroad) => [abroad, until("graduatedOn", 60)]),
            ...FROM_ABROAD.map((abroad) => [abroad, until("graduatedOn", 72), SILENT]),
          ],
          INSURED_IN_FIRST_YEAR,
        ),
        unspoken: [...LIVING_UNSPOKEN, is("firstInsured", "before-graduation")],
      },
    ],
  },
  "city-living-subsidy-west": {
    from: "2024-05-13",
    rows: [WEST],
    unspoken: WEST_UNSPOKEN,
    later: [
      {
        // One text counts work, another one insurance: both for a yes, an office where they part.
        from: "2024-05-20",
        rows: ways(
          [WEST],
          [[atLeast("districtInsuranceMonths", 36)], [most("districtInsuranceMonths", 35), SILENT]],
        ),
        unspoken: WEST_UNSPOKEN,
      },
    ],
  },
  "city-rental-subsidy": {
    from: "2020-02-24",
    rows: [RENT],
    unspoken: [...RENT_UNSPOKEN, is("studyMode", "part-time")],
    later: [
      {
        from: "2023-07-01",
        rows: [[...RENT, atLeast("socialInsuranceMonths", 6)]],
        unspoken: [...RENT_UNSPOKEN, is("studyMode", "part-time")],
      },
      {
        from: "2024-05-20",
        rows: ways([[...RENT, atLeast("socialInsuranceMonths", 6)]], PART_TIME_OPEN),
        unspoken: RENT_UNSPOKEN,
      },
      {
        from: "2026-09-23",
        rows: ways(
          [[...RENT, atLeast("socialInsuranceMonths", 6)]],
          PART_TIME_OPEN,
          INSURED_IN_FIRST_YEAR,
        ),
        unspoken: [...RENT_UNSPOKEN, is("firstInsured", "before-graduation")],
      },
    ],
  },
  "city-rental-subsidy-extension": {
    from: "2020-02-24",
    rows: [
      [
        atLeast("rentalSubsidyYears", 3),
        most("rentalSubsidyYears", 5),
        is("incomeBelowUrbanAverage", true),
        is("ownsHomeInHangzhou", false),
        is("inPublicRental", false),
      ],
    ],
  },
  "city-graduate-employment-subsidy": {
    from: "2024-06-05",
    rows: [
      [...NEWLY_HIRED, is("employerKind", "city-small")],
      [...NEWLY_HIRED, is("employerKind", "small-elsewhere"), SILENT],
    ],
    unspoken: HIRED_UNSPOKEN,
    later: [
      {
        from: "2026-06-30",
        rows: [[...NEWLY_HIRED, is("employerKind", "city-small")]],
        unspoken: HIRED_UNSPOKEN,
      },
    ],
  },
  "city-startup-space-subsidy": {
    from: "2026-02-01",
    rows: [
      founderRow(is("studying", true)),
      founderRow(until("graduatedOn", 60)),
      founderRow(
        is("supportGroup", "unemployed-half-year", "hard-to-employ", "disabled", "veteran"),
      ),
    ],
  },
  "city-startup-space-outside": {
    from: "2026-02-01",
    rows: [
      [
        is("supportGroup", "unemployed", "unemployed-half-year", "hard-to-employ", "veteran"),
        is("employment", "founder", "self-employed"),
        atLeast("leaseMonths", 12),
      ],
    ],
    unspoken: [
      { looksAt: ["sharePercent"], holds: ([value]) => Number(value) < 30 },
      most("socialInsuranceMonths", 0),
    ],
  },
  "city-student-startup-grant": {
    from: "2026-11-21",
    rows: [
      ...grantRows(is("studying", true)),
      ...grantRows(is("studying", true), atLeast("socialInsuranceMonths", 6)),
      ...grantRows(until("graduatedOn", 60), is("studying", true)),
      ...grantRows(until("graduatedOn", 60), atLeast("socialInsuranceMonths", 6)),
    ],
  },
  "binjiang-5050": {
    from: "2020-11-30",
    rows: [[is("employment", "founder", "self-employed"), SILENT]],
  },
  "binjiang-qinglian": onlySilent("2024-05-27"),
  "binjiang-opc": {
    from: "2026-07-25",
    until: "2027-07-25",
    rows: [[is("employment", "founder", "self-employed", "flexible"), SILENT]],
  },
  "city-foreigner-permanent-residence": {
    from: "2024-11-09",
    rows: [
      [
        is("nationality", "foreign"),
        atLeast("continuousWorkMonths", 48),
        atLeast("residenceMonthsPerYear", 6),
        is("wageSixTimesAverage", true),
        is("taxPaid", true),
      ],
    ],
  },
  "city-purchase-limits": {
    from: "2023-04-10",
    rows: [[SILENT]],
    later: [
      {
        from: "2024-03-31",
        rows: [[is("homeKind", "second-hand")], [is("homeKind", "new"), SILENT]],
      },
      { from: "2024-05-09", rows: [[]], unspoken: [is("nationality", "foreign")] },
    ],
  },
  // Free nights: graduates of two years at most or students of the final year, no hukou, no home, a purpose.
  "city-qinghe-station": {
    from: "2024-07-31",
    rows: ways(
      [
        [is("degree", ...GRADUATE), until("graduatedOn", 24)],
        [is("degree", ...GRADUATE), ...FINAL_YEAR],
        [is("degree", "high-school"), ...FINAL_YEAR, SILENT],
      ],
      [[is("hukou", "elsewhere"), is("ownsHomeInHangzhou", false)]],
      [[is("visitPurpose", "interview", "job", "contest")], [is("visitPurpose", "other"), SILENT]],
    ),
    unspoken: [is("studyMode", "part-time"), is("nationality", "foreign")],
  },
  "city-qinghe-gift": {
    from: "2024-03-26",
    rows: [
      [
        is("degree", ...GRADUATE),
        most("age", 35),
        notBefore("firstInsuredOn", "2023-01-01"),
        isPast("firstInsuredOn"),
        is("employment", ...HAS_WORK),
      ],
    ],
    unspoken: [
      ...STILL_STUDYING,
      is("employment", "self-employed", "flexible"),
      is("workDistrict", "outside"),
    ],
  },
  "city-talent-rental-flats": {
    from: "2025-02-17",
    rows: ways(
      [[is("talentClass", "A", "B", "C", "D", "E")], [is("degree", ...GRADUATE)]],
      [
        ...[[atLeast("socialInsuranceMonths", 1)], [is("taxPaid", true)]].map((paid) => [
          is("employment", "employee"),
          atLeast("contractMonths", 1),
          ...paid,
        ]),
        [
          is("employment", "founder"),
          is("legalRepresentative", true),
          atLeast("companyTaxMonths", 6),
        ],
        [is("employment", "self-employed", "flexible"), SILENT],
      ],
      HOUSEHOLD_WITHOUT_HOME,
      [[is("hadHousingBenefit", false)]],
    ),
    unspoken: [
      ...STILL_STUDYING,
      is("workDistrict", "tonglu", "chunan", "jiande", "outside"),
      atLeast("rentalSubsidyYears", 1),
      is("inPublicRental", true),
    ],
  },
  // Masters and senior titles without a test of income; for all others the line of the year is in no source.
  "city-public-rental": {
    from: "2020-09-03",
    rows: [
      ...ways(
        HOUSEHOLD_WITHOUT_HOME,
        [[is("relativesCanHouse", false)]],
        [
          [is("degree", "master", "doctor")],
          [is("professionalTitle", "associate-senior", "senior")],
          [is("degree", "bachelor"), lessThanSince("graduatedOn", 84), SILENT],
          [is("professionalTitle", "intermediate"), SILENT],
          [is("skillLevel", "senior-worker", "technician", "senior-technician"), SILENT],
        ],
        [
          ...["socialInsuranceMonths", "housingFundMonths"].map((paid) => [
            is("employment", "employee"),
            atLeast("contractMonths", 12),
            atLeast(paid, 6),
          ]),
          [is("employment", "founder", "self-employed"), atLeast("companyTaxMonths", 12)],
        ],
        [[is("hukou", "hangzhou")], [is("residencePermit", true)]],
      ),
      ...ways(HOUSEHOLD_WITHOUT_HOME, [
        [
          is("relativesCanHouse", false),
          is("hukou", "hangzhou"),
          atLeast("hukouMonths", 60),
          SILENT,
        ],
      ]),
    ],
    unspoken: [
      ...STILL_STUDYING,
      is("workDistrict", ...OUTER, "outside"),
      is("inPublicRental", true),
      is("publicRentalCash", true),
    ],
  },
  "city-blue-collar-flats": {
    from: "2023-02-14",
    rows: ways(
      [[is("ownsHomeInHangzhou", false), is("publicRentalCash", false)]],
      [[is("hukou", "elsewhere")], [is("hukou", "hangzhou"), most("hukouMonths", 35)]],
      [
        [is("employment", "employee")],
        [is("employment", "founder", "self-employed", "flexible"), SILENT],
      ],
    ),
    unspoken: [
      is("workDistrict", "fuyang", "tonglu", "chunan", "jiande", "outside"),
      most("socialInsuranceMonths", 0),
      most("contractMonths", 0),
      is("inPublicRental", true),
    ],
  },
  "city-home-purchase-subsidy": {
    from: "2023-12-22",
    rows: [
      [is("talentClass", "A"), SILENT],
      ...ways(
        [[is("talentClass", "B", "C", "D")]],
        [
          ...ways(
            [[is("employment", "employee")]],
            [[atLeast("hangzhouWorkMonths", 36)], [atLeast("contractMonths", 60)]],
            [[atLeast("socialInsuranceMonths", 1)], [is("taxPaid", true)]],
          ),
          [
            is("employment", "founder"),
            is("legalRepresentative", true),
            atLeast("companyTaxMonths", 6),
          ],
        ],
        [[is("hukou", "hangzhou")], [is("hukou", "elsewhere"), SILENT]],
        [[is("homeSince2013", false)], [is("homeSince2013", true), SILENT]],
      ),
    ],
    unspoken: [is("workDistrict", "outside"), is("nationality", "foreign")],
  },
  "city-housing-fund-rent": {
    from: "2024-01-01",
    rows: ways(
      [[atLeast("housingFundMonths", 3)]],
      [
        [most("age", 35)],
        [is("hukou", "hangzhou"), most("hukouMonths", 35)],
        [atLeast("age", 36), is("hukou", "elsewhere")],
        [atLeast("age", 36), atLeast("hukouMonths", 36)],
      ],
      HOUSEHOLD_WITHOUT_HOME,
    ),
    unspoken: [is("homeDistrict", "outside")],
  },
  "city-flexible-insurance-subsidy": {
    from: "2023-02-01",
    rows: ways(
      [[is("flexibleRegistered", true), atLeast("socialInsuranceMonths", 1)]],
      [[is("employment", "flexible")], [is("employment", "self-employed"), SILENT]],
      [[until("graduatedOn", 24)], [since("graduatedOn", 24), SILENT]],
    ),
    unspoken: [...STILL_STUDYING, is("degree", "high-school"), is("workDistrict", "outside")],
  },
  "city-startup-guaranteed-loan": {
    from: "2023-02-06",
    rows: ways(
      [
        [
          is("employment", "founder", "self-employed", "student"),
          until("companyFoundedOn", 60),
          is("withinWorkingAge", true),
          is("goodCredit", true),
        ],
      ],
      [[is("firstBusiness", true)], [is("firstBusiness", false), SILENT]],
      [
        [is("otherLoans", "none")],
        [is("otherLoans", "own"), is("studying", true)],
        [is("otherLoans", "own"), until("graduatedOn", 60)],
      ],
    ),
    unspoken: [is("workDistrict", "outside")],
  },
  // Money of districts that was paid some years ago: whether it still is stands in no source.
  "binjiang-rent-master": {
    from: "2022-12-31",
    rows: [
      [
        is("workDistrict", "binjiang"),
        is("degree", "master", "doctor"),
        is("hadHousingBenefit", false),
        atLeast("districtInsuranceMonths", 13),
        SILENT,
      ],
    ],
    unspoken: STILL_STUDYING,
  },
  "fuyang-living-subsidy": {
    from: "2020-08-31",
    rows: [
      [
        is("workDistrict", "fuyang"),
        is("degree", "bachelor", "master", "doctor"),
        atLeast("districtInsuranceMonths", 12),
        SILENT,
      ],
    ],
    unspoken: STILL_STUDYING,
  },
  "fuyang-home-purchase": {
    from: "2022-04-01",
    rows: [[is("workDistrict", "fuyang"), is("talentClass", "A", "B", "C", "D", "E"), SILENT]],
  },
  "linan-living-subsidy": {
    from: "2020-10-14",
    rows: ways(
      [[is("workDistrict", "linan"), SILENT]],
      [
        [is("degree", "bachelor"), until("graduatedOn", 84)],
        [is("degree", "master", "doctor")],
        [is("professionalTitle", "associate-senior", "senior")],
      ],
    ),
    unspoken: STILL_STUDYING,
  },
  "linan-home-purchase": {
    from: "2026-11-30",
    rows: ways(
      [[is("workDistrict", "linan"), SILENT]],
      [[is("talentClass", "B", "C", "D", "E")], [is("degree", "master", "doctor")]],
    ),
    unspoken: STILL_STUDYING,
  },
  "yuhang-past-graduate-subsidy": {
    from: "2022-03-14",
    rows: ways(
      [[is("workDistrict", "yuhang"), SILENT]],
      [
        [is("degree", "doctor")],
        [
          is("degree", "bachelor", "master"),
          {
            looksAt: ["firstInsuredOn"],
            holds: ([day]) => Number(day) < dayNumber("2022-01-01"),
          },
        ],
      ],
    ),
    unspoken: STILL_STUDYING,
  },
  "yuhang-qishou": {
    from: "2023-05-31",
    rows: [[is("rider", true), is("workDistrict", "yuhang")]],
  },
  "qiantang-jucai": { from: "2022-06-30", rows: [[is("recommended", true)]] },
  "xiaoshan-5213": onlySilent("2023-09-30"),
  "yuhang-free-stay": onlySilent("2023-09-30"),
  "yuhang-rent-subsidy": onlySilent("2023-09-30"),
  "yuhang-grad-subsidy": onlySilent("2021-02-22"),
};

export const TABLE_IDS = [...Object.keys(TABLES), ...Object.keys(TABLES_BY_DAY)];
