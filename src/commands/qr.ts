// npm run qr -- s_<service> | d_<district> | q_<topic>: the QR code of a link to the bot, as SVG on standard output.
import { renderSVG } from "uqr";
import { dayInHangzhou } from "../assistant/handle-turn.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";

const USAGE = `npm run --silent qr -- <link> [bot name] > code.svg
  <link>      s_<service>, d_<district> or q_<topic>, by id
  [bot name]  as in t.me/<bot name>; by default the environment's TELEGRAM_BOT_NAME`;

/** Whether a link names something that the bot knows. */
async function isKnown(link: string): Promise<boolean> {
  const catalogue = (await openEngine(OWN_CORPUS_DIR)).catalogue(() => dayInHangzhou(new Date()));
  const id = link.slice(2);
  if (link.startsWith("s_")) return catalogue.get(id) !== null;
  if (link.startsWith("d_")) return catalogue.districts.some((district) => district.id === id);
  return link.startsWith("q_") && catalogue.topics.some((topic) => topic.id === id);
}

const [link = "", name = process.env["TELEGRAM_BOT_NAME"] ?? ""] = process.argv.slice(2);
const bot = name.replace(/^@/u, "");
if (!/^[a-z0-9_]{5,32}$/iu.test(bot) || !/^[sdq]_[a-z0-9-]{1,62}$/u.test(link)) {
  console.error(USAGE);
  process.exitCode = 1;
} else if (await isKnown(link)) {
  console.log(renderSVG(`https://t.me/${bot}?start=${link}`));
} else {
  console.error(`${link}: no such service, district or topic`);
  process.exitCode = 1;
}
