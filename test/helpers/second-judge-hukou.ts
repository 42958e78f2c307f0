import type { Column, Plain, Table } from "./second-judge.js";

/**
 * Tables of the second judge for hukou, residence, school, talent classes, post-docs and employers, by hand after the
 * facts. A policy whose rule changed has one table for each time, in order of days.
 */

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
/** Settled by no source when it is not one of these. */
const onlySure = (slot: string, ...sure: readonly Plain[]): Column => ({
  looksAt: [slot],
  holds: ([value]) => (value !== undefined && sure.includes(value) ? true : "silent"),
});
const SILENT: Column = { looksAt: [], holds: () => "silent" };

const HAS_WORK = ["employee", "founder", "self-employed", "flexible"];
const URBAN = [
  "binjiang",
  "xihu",
  "yuhang",
  "qiantang",
  "xiaoshan",
  "shangcheng",
  "linping",
  "gongshu",
];
const COUNTIES = ["tonglu", "chunan", "jiande"];
const IN_HANGZHOU = [...URBAN, "fuyang", "linan", ...COUNTIES];

const SOME_DWELLING = ["own", "registered-lease", "other-lease", "dormitory", "relatives"];

const STILL_STUDYING: readonly Column[] = [
  is("studying", true),
  is("employment", "student"),
  { looksAt: ["graduatedOn"], holds: ([day], today) => Number(day) > today },
];
const NO_HUKOU_CASE = [is("hukou", "hangzhou"), is("nationality", "foreign")];

/** "N周岁以下": below N for sure, above N for sure not; in the year of N sources are read in two ways. */
const under = (limit: number): readonly Column[] => [
  most("age", limit),
  { looksAt: ["age"], holds: ([age]) => (Number(age) < limit ? true : "silent") },
];

/** An employer; whether an own company or flexible work is one, no source says. */
const EMPLOYER = [is("employment", ...HAS_WORK), onlySure("employment", "employee")];
const URBAN_EMPLOYER = [
  ...EMPLOYER,
  is("workDistrict", ...IN_HANGZHOU),
  onlySure("workDistrict", ...URBAN),
];

const BACHELOR_OF_2021 = [
  is("degree", "bachelor"),
  ...under(45),
  ...URBAN_EMPLOYER,
  atLeast("socialInsuranceMonths", 1),
];
const DOCTOR_OF_2021 = [is("degree", "doctor"), ...under(55)];
const OLD_DOUBTS = [...STILL_STUDYING, is("studyMode", "part-time"), ...NO_HUKOU_CASE];

/** A home of one's own in the city proper; of any other place no source says whether it is stable and legal. */
const OWN_URBAN_HOME: Column = {
  looksAt: ["dwelling", "homeDistrict"],
  ifUnknown: { dwelling: ["own", "dormitory"], homeDistrict: ["xihu", "outside"] },
  holds: ([dwelling, district]) =>
    dwelling === "own" && URBAN.includes(String(district)) ? true : "silent",
};
const skillRow = (levels: readonly string[], limit: number): readonly Column[] => [
  is("skillLevel", ...levels),
  ...under(limit),
  atLeast("socialInsuranceMonths", 6),
  onlySure("employment", "employee"),
  is("dwelling", ...SOME_DWELLING),
  OWN_URBAN_HOME,
];

/** Fathers from 60, mothers from 55. */
const PARENT_OLD_ENOUGH: Column = {
  looksAt: ["movingParentAge", "movingParent"],
  ifUnknown: { movingParent: ["father", "mother"] },
  holds: ([age, parent]) => Number(age) >= (parent === "father" ? 60 : 55),
};
const permitRow = (...ground: readonly Column[]): readonly Column[] => [
  is("hukou", "elsewhere"),
  atLeast("residenceRegisteredMonths", 6),
  ...ground,
];

/** Up to that day of the year, the day included; months from 1. */
const upTo = (month: number, day: number): Column => ({
  looksAt: ["today"],
  holds: ([value]) => {
    const date = new Date(Number(value) * 86_400_000);
    const [m, d] = [date.getUTCMonth() + 1, date.getUTCDate()];
    return m < month || (m === month && d <= day);
  },
});
const POINTS_CHILD = [
  is("hukou", "elsewhere"),
  is("childEntersGradeOne", true),
  is("childResidencePermit", true),
];
/** A last day that comes back every year ends nothing: after it the next year's notice counts, which nobody has yet. */
const IN_ANY_YEAR = [upTo(4, 10), SILENT];
const POSTDOC = [is("degree", "doctor"), is("workDistrict", ...IN_HANGZHOU)];

export const TABLES_BY_DAY: Readonly<Record<string, readonly Table[]>> = {
  "city-hukou-talent": [
    {
      from: "2023-05-08",
      rows: [
        [is("degree", "associate"), is("studyMode", "full-time"), ...under(35), ...URBAN_EMPLOYER],
        [is("degree", "master"), ...under(45)],

        // Said to be so by the notice of 2021; whether it still is, the document of 2023 was not read.
        [
          is("degree", "bachelor"),
          most("age", 45),
          is("employment", ...HAS_WORK),
          is("workDistrict", ...IN_HANGZHOU),
          atLeast("socialInsuranceMonths", 1),
          SILENT,
        ],
        [is("degree", "doctor"), most("age", 55), SILENT],
      ],
      unspoken: OLD_DOUBTS,
    },
  ],
  "city-hukou-title": [
    {
      from: "2023-05-08",
      rows: [[is("professionalTitle", "intermediate", "associate-senior", "senior"), SILENT]],
    },
  ],
  "city-hukou-skill": [
    {
      from: "2023-05-08",
      rows: [skillRow(["technician", "senior-technician"], 45), skillRow(["senior-worker"], 35)],
      unspoken: [...NO_HUKOU_CASE, is("workDistrict", "outside")],
    },
  ],
  "city-hukou-points": [{ from: "2023-05-08", rows: [[atLeast("hukouPoints", 100), SILENT]] }],
  "city-hukou-purchase": [
    {
      from: "2024-05-09",
      rows: [[is("hukou", "elsewhere"), is("ownsHomeInHangzhou", true)]],
      unspoken: [is("nationality", "foreign")],
    },
  ],
  "city-hukou-old-rules": [
    {
      from: "2021-10-15",
      rows: [
        BACHELOR_OF_2021,
        [is("degree", "master"), ...EMPLOYER, SILENT],
        DOCTOR_OF_2021,
        [is("professionalTitle", "intermediate", "associate-senior", "senior"), SILENT],
        [is("skillLevel", "senior-worker", "technician", "senior-technician"), SILENT],
        [is("overseasDegree", true), is("nationality", "cn"), SILENT],
      ],
      unspoken: OLD_DOUBTS,
    },
    {
      from: "2023-04-10",
      until: "2023-05-08",
      rows: [
        BACHELOR_OF_2021,
        [is("degree", "master"), most("age", 50), ...EMPLOYER],
        DOCTOR_OF_2021,
        [
          is("professionalTitle", "intermediate"),
          most("age", 45),
          atLeast("residenceRegisteredMonths", 12),
          atLeast("socialInsuranceMonths", 12),
        ],
        ...(
          [
            ["associate-senior", 50],
            ["senior", 55],
          ] as const
        ).map(([title, limit]) => [
          is("professionalTitle", title),
          most("age", limit),
          ...EMPLOYER,
          {
            looksAt: ["socialInsuranceMonths"],
            holds: ([months]: readonly Plain[]) =>
              Number(months) >= 12 ? true : ("silent" as const),
          },
        ]),
        ...(
          [
            ["technician", 45],
            ["senior-worker", 35],
          ] as const
        ).map(([level, limit]) => [
          is("skillLevel", level),
          most("age", limit),
          atLeast("sameEmployerInsuranceMonths", 36),
        ]),
        [is("skillLevel", "senior-technician"), SILENT],
        [is("overseasDegree", true), is("nationality", "cn"), atLeast("socialInsuranceMonths", 1)],
      ],
      unspoken: OLD_DOUBTS,
    },
  ],
  "city-hukou-family": [
    {
      from: "2023-04-10",
      rows: [
        [is("familyMove", "spouse"), atLeast("marriageMonths", 24), SILENT],
        [is("familyMove", "parent-to-child"), PARENT_OLD_ENOUGH, SILENT],
        [is("familyMove", "child-to-parent", "skilled-family"), SILENT],
      ],
    },
    {
      from: "2023-05-08",
      rows: [
        [
          is("familyMove", "parent-to-child"),
          PARENT_OLD_ENOUGH,
          is("dwelling", ...SOME_DWELLING),
          onlySure("dwelling", "own"),
          // Only for the Yangtze delta a source says that no residence permit is asked for.
          onlySure("movingHukouInDelta", true),
        ],
        [is("familyMove", "spouse", "skilled-family", "child-to-parent"), SILENT],
      ],
    },
  ],
  "city-hukou-counties": [
    {
      from: "2023-05-08",
      rows: [
        [
          is("homeDistrict", ...COUNTIES),
          is("dwelling", ...SOME_DWELLING),
          onlySure("dwelling", "own"),
          onlySure("homeInTown", true),
        ],
        [is("workDistrict", ...COUNTIES), is("employment", ...HAS_WORK), SILENT],
      ],
      unspoken: NO_HUKOU_CASE,
    },
  ],
  "city-residence-permit": [
    {
      from: "2023-05-08",
      rows: [
        permitRow(
          is("employment", "employee"),
          is("workDistrict", ...URBAN),
          atLeast("socialInsuranceMonths", 12),
        ),
        permitRow(is("dwelling", "own", "registered-lease")),
        permitRow(is("enrolledInHangzhou", true)),
        permitRow(is("employment", ...HAS_WORK), SILENT),
        permitRow(is("dwelling", ...SOME_DWELLING), SILENT),
        [is("hukou", "elsewhere"), most("age", 15), SILENT],
      ],
      unspoken: [is("homeDistrict", "outside"), is("nationality", "foreign")],
    },
  ],
  "city-points-school": [
    { from: "2020-01-01", rows: IN_ANY_YEAR.map((year) => [...POINTS_CHILD, year]) },
    {
      from: "2024-03-01",
      rows: IN_ANY_YEAR.flatMap((year) => [
        [...POINTS_CHILD, year, upTo(2, 29)],
        [...POINTS_CHILD, year, is("pointsPapersByMarch", true)],
      ]),
    },
  ],
  "city-talent-class-e": [
    {
      from: "2025-12-31",
      rows: [
        [is("professionalTitle", "senior")],
        [is("professionalTitle", "associate-senior"), is("professionalAchievement", true)],
        // Doctors, senior technicians, honours, specialists: the catalogue is not held whole.
        [SILENT],
      ].flatMap((clause) =>
        [[atLeast("socialInsuranceMonths", 6)], [is("nationality", "foreign"), SILENT]].flatMap(
          (insured) =>
            [
              [
                is("employerKind", "city-small", "small-elsewhere", "large"),
                is("employerTaxInHangzhou", true),
              ],
              [is("employerKind", "public"), SILENT],
            ].map((unit) => [
              is("employment", ...HAS_WORK),
              onlySure("employment", "employee", "founder"),
              ...clause,
              ...insured,
              ...unit,
            ]),
        ),
      ),
      unspoken: [
        ...STILL_STUDYING,
        is("talentClass", "A", "B", "C", "D", "E"),
        is("workDistrict", "outside"),
      ],
    },
  ],
  "city-postdoc-living": [
    {
      from: "2019-11-07",
      rows: [
        [...POSTDOC, is("postdocStatus", "in-station")],
        [...POSTDOC, is("postdocStatus", "in-station-part-time"), SILENT],
        [...POSTDOC, is("postdocStatus", "left-within-year"), ...EMPLOYER],
        [...POSTDOC, is("postdocStatus", "left-longer"), is("employment", ...HAS_WORK), SILENT],
      ],
      unspoken: STILL_STUDYING,
    },
    {
      from: "2024-05-20",
      rows: [
        [...POSTDOC, is("postdocStatus", "in-station")],
        [...POSTDOC, is("postdocStatus", "in-station-part-time"), SILENT],
        [...POSTDOC, is("postdocStatus", "left-within-year"), ...EMPLOYER],
      ],
      unspoken: STILL_STUDYING,
    },
  ],
  "city-postdoc-employer": [
    {
      from: "2019-11-07",
      rows: [[is("hiresPostdocs", true)]],
      unspoken: [is("workDistrict", "outside")],
    },
    { from: "2024-05-20", rows: [[is("hiresPostdocs", true), SILENT]] },
  ],
  "city-small-firm-insurance-subsidy": [
    { from: "2023-02-01", rows: [[is("employerKind", "city-small", "small-elsewhere"), SILENT]] },
  ],
};
