import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

const isUnder = (host: string, parent: string): boolean =>
  host === parent || host.endsWith(`.${parent}`);

/** Channels lead to official hosts only, and say where they lead. */
export function checkChannels(draft: Draft): readonly Problem[] {
  return draft.channels.flatMap(({ file, value }) =>
    value.channels.flatMap((channel, index): readonly Problem[] => {
      if (channel.url === undefined) return [];
      const { hostname } = new URL(channel.url);
      const path = ["channels", index, "url"];
      const refuse = (message: string): readonly Problem[] => [{ file, path, message }];
      if (value.notOfficial.some((host) => isUnder(hostname, host))) {
        return refuse(`${hostname} is on the list notOfficial: remove the channel`);
      }
      if (value.hosts.includes(hostname)) return [];
      return refuse(
        `${hostname} is not among the official hosts: correct it, or add it to hosts after checking whose it is`,
      );
    }),
  );
}
