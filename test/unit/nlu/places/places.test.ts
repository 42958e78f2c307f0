import { describe, expect, it } from "vitest";
import { normalize } from "../../../../src/text/normalize.js";
import { placeMender } from "../../../../src/nlu/places/mend-places.js";
import { findPlaces, type Places } from "../../../../src/nlu/places/places.js";
import { repositorySlotTools, repositoryVocabulary } from "../../../helpers/nlu-vocabulary.js";

const find = (text: string): Places =>
  findPlaces(normalize(text).points, repositoryVocabulary(), repositorySlotTools().areas);

describe("findPlaces", () => {
  it.each([
    ["下沙", "qiantang"],
    ["未来科技城", "yuhang"],
    ["古荡", "xihu"],
    ["湖滨", "shangcheng"],
    ["塘栖", "linping"],
    ["湘湖", "xiaoshan"],
    ["国际滨", "binjiang"],
    ["高新区（滨江）", "binjiang"],
    ["binjiang", "binjiang"],
    ["Qiantang district", "qiantang"],
    ["yuhang qu", "yuhang"],
    ["拱墅", "gongshu"],
  ])("%s lies in %s", (text, district) => {
    expect(find(`${text}有什么补贴`).districts).toEqual([district]);
  });

  it.each<[string, string[], string[]]>([
    ["杭州滨江有人才房吗", ["binjiang"], []],
    ["余杭的和市里的能不能都拿", ["yuhang", "hangzhou"], []],
    ["西湖和萧山哪个适合创业", ["xihu", "xiaoshan"], []],
    ["除了滨江还有哪里", [], ["binjiang"]],
    ["不是滨江，是余杭", ["yuhang"], ["binjiang"]],
    ["滨江除外", [], ["binjiang"]],
    ["西湖龙井多少钱", [], []],
    ["钱塘江边", [], []],
  ])("%s", (text, districts, excluded) => {
    expect(find(text)).toMatchObject({ districts, excluded });
  });

  it.each<[string, string[]]>([
    ["苏州怎么落户", ["suzhou"]],
    ["南昌西湖区人才公寓", ["nanchang"]],
    ["上海和杭州哪个补贴多", ["shanghai"]],
    ["How to settle in Shanghai", ["shanghai"]],
    ["我从上海来杭州工作能拿补贴吗", []],
    ["南京大学毕业来杭州", []],
    ["户口在安徽，能在余杭申请吗", []],
    ["社保从宁波转到杭州", []],
    ["盐城的人才补贴有多少", ["jiangsu"]],
    ["老家安徽阜阳的，现在在滨江", []],
  ])("says whose matter it is: %s", (text, elsewhere) => {
    expect(find(text).elsewhere).toEqual(elsewhere);
  });

  it.each([
    ["我在滨江一家做安防的公司写代码", "works"],
    ["我在临平开了个早餐店", "asked"],
    ["在萧山摆摊要办什么手续", "works"],
    ["我们是钱塘区一家做医药的企业", "works"],
    ["滨江一家人才公寓多少钱", "asked"],
  ])("tells what is done there: %s", (text, role) => {
    expect(find(text).mentions.map((place) => place.role)).toEqual([role]);
  });

  it("takes no city of its own for a slip of a district", () => {
    const mend = placeMender(repositoryVocabulary(), ["place", "district"], () => false);
    expect(mend(normalize("老家是阜阳的")).text).toBe("老家是阜阳的");
    expect(mend(normalize("我在余航上班")).text).toBe("我在余杭上班");
  });
});
