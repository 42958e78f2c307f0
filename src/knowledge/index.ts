export type { ClaimFinding, ClaimRequest, FoundClaim, PersonKind } from "./find-claims.js";
export type { ChannelFinding } from "./find-channels.js";
export type { Difference, HostFinding } from "./compare-host.js";
export type { KnownHost } from "./known-hosts.js";
export type { OfficeMatter } from "./find-offices.js";
export type { Miss, SettleRequest, Settled } from "./settle.js";
export type { ServiceFilter } from "./find-services.js";
export { createKnowledgeBase } from "./knowledge-base.js";
export type { KnowledgeBase } from "./knowledge-base.js";
export type { KnowledgeData } from "./knowledge-index.js";
export type {
  Bar,
  Bilingual,
  Channel,
  ChannelKind,
  Claim,
  CoveredEntry,
  District,
  FaqEntry,
  Office,
  Service,
  Topic,
  Way,
} from "./types.js";
