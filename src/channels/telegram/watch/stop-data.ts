/** `w1:<policy>` stops one, `w1:*` all: it needs no record of its buttons, and counts in the chat that pressed it. */
const STOP = /^w1:([a-z0-9-]{1,60}|\*)$/u;
const ALL = "*";

/** The press that stops something; `null` when it is another one. `policy: null` means all. */
export function readStop(data: string): { readonly policy: string | null } | null {
  const [, what] = STOP.exec(data) ?? [];
  return what === undefined ? null : { policy: what === ALL ? null : what };
}

/** What stands on the button that stops a policy, or all. */
export const stopData = (policy: string | null): string => `w1:${policy ?? ALL}`;
