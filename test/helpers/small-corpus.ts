import { WORD_GROUPS } from "../../src/shared/word-groups.js";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { ACTS } from "../../src/shared/acts.js";

/** A small corpus without faults and warnings; everything in it is invented. */
export const SMALL_CORPUS: Readonly<Record<string, string>> = {
  "seeds/paper-2033-05.yaml": `id: paper-2033-05
title: 示例专版
publisher: 示例日报
date: 2033-05
retrieved: 2033-06-01
url: null
trust: media
facts:
  - id: example-hall-what
    about: example-hall
    says: 示例大厅为新来的人办三类事项
  - id: example-hall-served
    says: 示例大厅已服务超1万人次
    figures: [超1万人次]
    asOf: 2033-04
    conflicts: [example-hall-rumour]
  - id: example-hall-rumour
    says: 据说示例大厅服务了9万人次
    confidence: low
  - id: example-desk-phone
    says: 示例窗口的电话为0571-00000000，地址在示例路5号
    values: { phone: 0571-00000000 }
  - id: example-site-address
    says: 示例网的网址为https://www.example.gov.cn/hall
`,
  "knowledge/services/alpha/example-hall.yaml": `id: example-hall
name: 示例大厅
en: { name: Example Hall, what: It handles 3 kinds of matters. }
aliases: [示例厅]
asked: [新来的人在哪办手续]
covers:
  - { id: example-desk, name: 示例窗口, aliases: [窗口示例] }
district: alpha
kind: service
topics: [one-stop]
relevance: 5
channels: [example-site]
claims:
  what:
    - text: 为新来的人办三类事项。
      en: It handles three kinds of matters for newcomers.
      facts: [example-hall-what]
      asOf: 2033-05
  contact:
    - text: 示例窗口的电话是0571-00000000。
      facts: [example-desk-phone]
      asOf: 2033-05
      of: example-desk
  figures:
    - label: 服务人次
      text: 示例大厅已服务超1万人次。
      facts: [example-hall-served]
      asOf: 2033-04
`,
  "knowledge/services/alpha/example-5050.yaml": `id: example-5050
name: 示例5050计划
partOf: example-hall
district: alpha
kind: programme
topics: [one-stop]
relevance: 3
claims:
  what:
    - text: 示例5050计划由示例大厅受理。
      facts: [example-hall-what]
      asOf: 2033-05
`,
  "knowledge/topics/arriving.yaml": `id: arriving
name: { zh: 刚来, en: Arriving }
intents: [one-stop]
words: [初来乍到]
lead:
  - { text: 三类事项一处办。, en: Three kinds of matters in one place., facts: [example-hall-what], asOf: 2033-05 }
ways:
  - for: { zh: 硕士, en: masters }
    service: example-hall
    text: 去示例大厅，办三类事项
    en: go to the Example Hall for three kinds of matters
    facts: [example-hall-what]
    asOf: 2033-05
    out: [{ slot: degree, op: in, value: [master] }]
silent: [{ zh: 要不要预约, en: whether to book }]
ask: [degree]
offices: [example-office, example-site]
`,
  "knowledge/offices.yaml": `offices:
  - id: example-office
    name: { zh: 示例局, en: Example Office }
    for: { zh: 办事, en: matters }
    topics: [one-stop, weather]
    words: [示例证]
    phone: 0571-00000000
    facts: [example-desk-phone]
`,
  "knowledge/channels.yaml": `hosts: [www.example.gov.cn]
notOfficial: [fake.gov.cn]
channels:
  - id: example-site
    kind: web
    name: 示例网
    url: https://www.example.gov.cn/hall
    districts: [alpha]
    general: true
    facts: [example-site-address]
    asOf: 2033-05
`,
  "knowledge/districts.yaml": `districts:
  - { id: city, name: 示例市, en: Example City, aliases: [] }
  - { id: alpha, name: 甲区, en: Alpha, aliases: [甲], parent: city }
`,
  "knowledge/slots.yaml": `slots:
  - id: degree
    type: choice
    name: { zh: 学历, en: Degree }
    question: { zh: 您的学历是什么？, en: What is your degree? }
    choices:
      - { value: master, zh: 硕士, en: Master }
      - { value: null, means: unknown, zh: 不确定, en: Not sure }
    changeable: act
    personal: true
    sensitivity: low
`,
  "knowledge/replies.yaml": `greeting: { zh: ["您好，{name}", "{name}，您好"], en: "Hello {name}" }
bye: { zh: 再见, en: Bye }
`,
  "intents/topics/one-stop.yaml": `id: one-stop
title: 一站办理
en: One stop
utterances: [办手续去哪, 一个窗口都能办吗]
not:
  - { text: 怎么办, belongs: how }
slots: [degree]
`,
  "intents/talk/thanks.yaml": `id: thanks
title: 谢谢
en: Thanks
utterances: [谢谢, 多谢了]
`,
  "intents/none/weather.yaml": `id: weather
title: 天气
en: Weather
utterances: [明天下雨吗]
`,
  "intents/synonyms.yaml": `district:
  - { value: alpha, words: [甲区, 甲] }
${WORD_GROUPS.filter((group) => group !== "district")
  .map((group) => `${group}: []`)
  .join("\n")}
`,
  "intents/fillers.yaml": "fillers: [请问, 你好]\n",
  "intents/lexicon.txt": "# domain words\n示例大厅\n示例窗口 3\n",
  ...Object.fromEntries(
    ACTS.map((act, index) => [
      `intents/acts/${act}.yaml`,
      `id: ${act}\ntitle: ${act}\nen: ${act}\nutterances: [问法${index}]\n`,
    ]),
  ),
};

/** A file of the small corpus with a replacement made once; fails when there is nothing to replace. */
export function edited(file: string, from: string, to: string): Record<string, string> {
  const text = SMALL_CORPUS[file] ?? "";
  if (text.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
  return { [file]: text.replace(from, () => to) };
}

/**
 * Writes the small corpus into a folder of its own, which is removed after the test.
 *
 * @param changes files to write instead or besides; `null` leaves a file out
 */
export async function writeCorpus(
  changes: Readonly<Record<string, string | Uint8Array | null>> = {},
): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "corpus-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [file, content] of Object.entries({ ...SMALL_CORPUS, ...changes })) {
    if (content === null) continue;
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), content);
  }
  return dir;
}
