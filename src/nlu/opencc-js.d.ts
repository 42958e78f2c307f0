// The package's own types do not resolve under NodeNext (its files import each other without an extension).
declare module "opencc-js/t2cn" {
  export function Converter(options: { from: "tw"; to: "cn" }): (text: string) => string;
}
declare module "opencc-js/cn2t" {
  export function Converter(options: { from: "cn"; to: "tw" }): (text: string) => string;
}
