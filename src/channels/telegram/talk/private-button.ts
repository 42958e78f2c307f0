import type { Button } from "./chat-record.js";
import type { Desk, Visit } from "./desk.js";

/** The button that opens a private talk with us, about a service when there is one. */
export const privateButton = (desk: Desk, guest: Visit, service?: string): Button => ({
  label: guest.words.say("telegram-private-button"),
  action: {
    kind: "url",
    url: `https://t.me/${desk.self().username}?start=${service === undefined ? "hello" : `s_${service}`}`,
  },
});
