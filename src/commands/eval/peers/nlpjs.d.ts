// nlp.js ships no types; only what is used here is declared.
declare module "@nlpjs/core" {
  export interface Container {
    register(name: string, part: unknown, isSingleton: boolean): void;
  }
  export function containerBootstrap(): Promise<Container>;
}
declare module "@nlpjs/nlp" {
  export class Nlp {
    constructor(settings: Readonly<Record<string, unknown>>);
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(language: string, text: string): Promise<{ readonly intent: string }>;
  }
}
