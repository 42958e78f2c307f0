import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { DataPath } from "./yaml.js";

const isUnder = (host: string, parent: string): boolean =>
  host === parent || host.endsWith(`.${parent}`);

/** An address to go to, and where it is written. */
interface Door {
  readonly what: string;
  readonly file: string;
  readonly path: DataPath;
  readonly url: string;
}

function doors(draft: Draft): readonly Door[] {
  const channels = draft.channels.flatMap(({ file, value }) =>
    value.channels.flatMap(({ url }, index) =>
      url === undefined
        ? []
        : [{ what: "channel", file, path: ["channels", index, "url"] as DataPath, url }],
    ),
  );
  const offices = draft.offices.flatMap(({ file, value }) =>
    value.offices.flatMap(({ url }, index) =>
      url === undefined
        ? []
        : [{ what: "office's url", file, path: ["offices", index, "url"] as DataPath, url }],
    ),
  );
  return [...channels, ...offices];
}

/** Channels and offices lead to official hosts only, and say where they lead. */
export function checkChannels(draft: Draft): readonly Problem[] {
  const hosts = draft.channels.flatMap(({ value }) => value.hosts);
  const notOfficial = draft.channels.flatMap(({ value }) => value.notOfficial);
  return doors(draft).flatMap(({ what, file, path, url }): readonly Problem[] => {
    const { hostname } = new URL(url);
    const refuse = (message: string): readonly Problem[] => [{ file, path, message }];
    if (notOfficial.some((host) => isUnder(hostname, host))) {
      return refuse(`${hostname} is on the list notOfficial: remove the ${what}`);
    }
    if (hosts.includes(hostname)) return [];
    return refuse(
      `${hostname} is not among the official hosts: correct it, or add it to hosts after checking whose it is`,
    );
  });
}
