// The package's own types do not resolve under NodeNext (its files import each other without an extension).
declare module "opencc-js/t2cn" {
  export const Locale: {
    readonly configs: { readonly tw2s: import("./phrase-tables.js").ConversionSteps };
  };
}
declare module "opencc-js/cn2t" {
  export const Locale: {
    readonly configs: { readonly s2tw: import("./phrase-tables.js").ConversionSteps };
  };
}
