// Where the page stands: at its server, or in a folder that any file server can serve.

/** Whether the page stands in a folder: then there is no server, and every answer is made on this device. */
export const isFolder = document.documentElement.dataset["site"] === "folder";

/** The address of a file that there is for each language. */
export const inLocale = (name: string, locale: string): string =>
  isFolder
    ? name.replace(/\.json$/u, `.${locale}.json`)
    : `${name}?locale=${encodeURIComponent(locale)}`;

/** The page of receipts in a language. */
export function receiptAddress(locale: string): string {
  const isChinese = locale === "zh-CN";
  if (isFolder) return isChinese ? "receipt.html" : `receipt.${locale}.html`;
  return isChinese ? "receipt" : `receipt?locale=${locale}`;
}

/** Has the page kept by the browser, so that it opens without a network. Pages on plain http are kept by none. */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(isFolder ? "sw.js?site=folder" : "sw.js").catch(() => undefined);
}
