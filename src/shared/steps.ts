/** Work in steps, between which other work may go on; gives its result at the end. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** All steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** One step after another, each after a pause in which others have their turn. */
export async function finishSlowly<T>(steps: Steps<T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    await pause();
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
