/**
 * Characters of Chinese and pairs of them, whole words of other scripts: what search packages need, since none of them
 * cuts Chinese by itself.
 */
export function tokens(text: string): string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []).flatMap((run) => {
    if (!/^\p{Script=Han}/u.test(run)) return [run];
    const points = Array.from(run);
    return [...points, ...points.slice(1).map((point, at) => `${points[at] ?? ""}${point}`)];
  });
}
