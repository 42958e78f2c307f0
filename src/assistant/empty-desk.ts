import type { KnowledgeBase } from "../knowledge/index.js";
import type { EligibilityDesk } from "./types.js";

/** The desk while no policy is held as rules: it judges nothing and says so (`not-covered`). */
export function createEmptyDesk(base: () => KnowledgeBase): EligibilityDesk {
  return {
    check: () => [],
    assess: ({ services = [] }) => ({
      verdicts: services.flatMap((id) => {
        const service = base().service(id);
        return service === undefined
          ? []
          : [
              {
                service: service.id,
                name: service.name,
                outcome: "not-covered" as const,
                because: [],
                needed: [],
                changes: [],
              },
            ];
      }),
      next: null,
    }),
  };
}
