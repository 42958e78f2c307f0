import type { KnowledgeIndex } from "./knowledge-index.js";
import type { Channel, Service } from "./types.js";

/** Places to go for a service: its own where a source names one, and the general ones. */
export interface ChannelFinding {
  readonly own: readonly Channel[];
  /** District site and general hotline; said to be general. Never empty when the data holds a hotline. */
  readonly general: readonly Channel[];
}

const serves = (base: KnowledgeIndex, channel: Channel, district: string): boolean => {
  if (channel.districts.includes(district)) return true;
  const parent = base.district(district)?.parent;
  return parent !== undefined && serves(base, channel, parent);
};

/** How near a general channel is: those of the district itself before those of the city. */
const nearness = (channel: Channel, district: string): number =>
  channel.districts.includes(district) ? 0 : 1;

/**
 * General channels of a district: its own site first, then one general hotline of the city.
 * With the city itself or an unknown district: the city's.
 */
export function generalChannels(base: KnowledgeIndex, district: string): readonly Channel[] {
  const all = base.channels
    .filter((channel) => channel.general && serves(base, channel, district))
    .sort((a, b) => nearness(a, district) - nearness(b, district));
  const site = all.find(
    (channel) => channel.kind === "web" && channel.districts.includes(district),
  );
  const hotline = all.find((channel) => channel.kind === "phone" && channel.facts.length > 0);
  return [site, hotline].filter((channel) => channel !== undefined);
}

/** Where to go with a service: every answer ends with a real place. */
export function findChannels(base: KnowledgeIndex, service: Service): ChannelFinding {
  const own = service.channels.flatMap((id) => base.channel(id) ?? []);
  return { own, general: generalChannels(base, service.district) };
}
