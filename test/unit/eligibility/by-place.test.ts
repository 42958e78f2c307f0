import { describe, expect, it } from "vitest";
import { assess, assessAtPlaces, type Profile } from "../../../src/eligibility/index.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";
import { DAYS, randomFrom, somePerson } from "../../helpers/persons.js";

const own = await loadOwnPolicies();
const forms = [...own.forms.values()];
const PLACES = ["binjiang", "xihu", "yuhang"];

const at = (person: Profile, place: string): Profile | undefined =>
  assessAtPlaces([], person, [place], "2026-11-21", forms, own.book)[0]?.profile;

describe("a person at another place", () => {
  const person: Profile = {
    degree: "master",
    workDistrict: "binjiang",
    homeDistrict: "xihu",
    districtInsuranceMonths: 14,
    districtWorkMonths: 20,
    socialInsuranceMonths: 20,
  };

  it("works and lives there, and what was counted at the place before is not known", () => {
    expect(at(person, "yuhang")).toEqual({
      degree: "master",
      workDistrict: "yuhang",
      homeDistrict: "yuhang",
      socialInsuranceMonths: 20,
    });
  });

  it("keeps what was counted where they work already", () => {
    expect(at(person, "binjiang")).toEqual({ ...person, homeDistrict: "binjiang" });
  });
});

describe("2,000 persons at three places each", () => {
  it("are judged there as who has told that they work and live there, and get no yes from unknowns", () => {
    const random = randomFrom(1201);
    const faults: string[] = [];
    for (let index = 0; index < 2_000; index += 1) {
      const today = DAYS[index % DAYS.length] ?? "2026-11-21";
      const person: Profile = somePerson(random, own.slots.values(), today);
      const policies = own.policies.filter((_, place) => (place + index) % 8 === 0);
      for (const there of assessAtPlaces(policies, person, PLACES, today, forms, own.book)) {
        expect(there.profile["workDistrict"]).toBe(there.place);
        there.assessments.forEach((found, place) => {
          const policy = policies[place];
          const alone = policy && assess(policy, there.profile, today, own.book);
          if (alone?.outcome !== found.outcome) faults.push(`${found.policy} at ${there.place}`);
          if (found.outcome === "eligible" && found.needed.length > 0) faults.push(found.policy);
        });
      }
    }
    expect(faults).toEqual([]);
  });
});
