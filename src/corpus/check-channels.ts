import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";

/** What a channel of each kind must say, so that a person can go there. */
const NEEDED = {
  web: ["url"],
  app: [],
  "mini-program": [],
  phone: ["phone"],
  counter: ["address"],
} as const;

const isUnder = (host: string, parent: string): boolean =>
  host === parent || host.endsWith(`.${parent}`);

/** Channels lead to official hosts only, and say where they lead. */
export function checkChannels(draft: Draft): readonly Problem[] {
  return draft.channels.flatMap(({ file, value }) =>
    value.channels.flatMap((channel, index): readonly Problem[] => {
      const problems: Problem[] = NEEDED[channel.kind].flatMap((key) =>
        channel[key] === undefined
          ? [
              {
                file,
                path: ["channels", index],
                message: `a channel of kind ${channel.kind} needs ${key}: write it`,
              },
            ]
          : [],
      );
      if (channel.url === undefined) return problems;
      const { hostname } = new URL(channel.url);
      const path = ["channels", index, "url"];
      if (value.notOfficial.some((host) => isUnder(hostname, host))) {
        problems.push({
          file,
          path,
          message: `${hostname} is on the list notOfficial: remove the channel`,
        });
      } else if (!value.hosts.includes(hostname)) {
        problems.push({
          file,
          path,
          message: `${hostname} is not among the official hosts: correct it, or add it to hosts after checking whose it is`,
        });
      }
      return problems;
    }),
  );
}
