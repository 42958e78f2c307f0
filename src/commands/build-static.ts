// `npm run build:static -- [folder]`: the whole assistant as a folder of files, for any host that serves files.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { dayInHangzhou } from "../assistant/handle-turn.js";
import { faqKey, modelsKey } from "../assistant/models-key.js";
import { readModels } from "../run/models.js";
import { openData, OWN_CORPUS_DIR } from "../run/open-engine.js";
import { writeStaticFolder } from "../run/static-folder.js";
import { DataError } from "../shared/errors.js";

const PAGE = fileURLToPath(new URL("../channels/web/page/", import.meta.url));

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

async function run(folder: string): Promise<void> {
  const { engine, data } = await openData(OWN_CORPUS_DIR);
  const models = await readModels();
  if (models?.key !== modelsKey(data) || models.faqKey !== faqKey(data)) {
    throw new DataError(["what was learnt does not fit the data; run `npm run build` first"]);
  }
  const today = dayInHangzhou(new Date());
  const written = await writeStaticFolder(folder, { page: PAGE, engine, data, models, today });
  const of = (names: RegExp): string =>
    kB(written.reduce((sum, { name, zipped }) => sum + (names.test(name) ? zipped : 0), 0));
  const page = of(
    /^(?:index\.html|main\.js|style\.css|case\.css|icon\.svg|page-words\.zh-CN\.json)$/u,
  );
  const parts = [
    `code ${of(/^device\.js$/u)}`,
    `data ${of(/^device\/data/u)}`,
    `topics and acts ${of(/^device\/models/u)}`,
    `known questions ${of(/^device\/faq/u)}`,
  ];
  process.stdout.write(
    [
      `${folder}: ${String(written.length)} files, data of ${today}`,
      `packed: the page ${page}; the engine ${parts.join(", ")}`,
      `for traditional characters, when they are typed: ${of(/^traditional-tables/u)}`,
      "",
    ].join("\n"),
  );
}

const [folder = path.join(OWN_CORPUS_DIR, "dist", "static")] = process.argv.slice(2);
run(path.resolve(folder)).catch((fault: unknown) => {
  process.stderr.write(
    `${fault instanceof Error ? fault.message : "the folder was not written"}\n`,
  );
  process.exitCode = 1;
});
