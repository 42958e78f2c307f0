import { questionAbout, takeAsked } from "./asked.js";
import { createComposer, MAX_TEXT } from "./composer.js";
import { find } from "./dom.js";
import { isHere } from "./door.js";
import { drawFront } from "./front.js";
import { factsOf, questionOf, takeHandOver, telegramLink, toldIn } from "./hand-over.js";
import { createHere } from "./here.js";
import { createPanel } from "./panel.js";
import { openForPrint } from "./print.js";
import { isFolder, keepForOffline } from "./site.js";
import { loadLocale, saveLocale, TALK_KEY, type SavedTurn } from "./storage.js";
import { createSuggestions } from "./suggestions.js";
import { createTalk } from "./talk.js";
import { drawChoices, drawTurn, sayFailure, type TurnActions } from "./turn-view.js";
import { fillPage, loadWords, type Words } from "./words.js";

/** Code points of a reply that are read aloud when it comes; the rest waits in the transcript. */
const SPOKEN = 200;

const transcript = find("transcript", HTMLOListElement);
const live = find("live", HTMLElement);
const trouble = find("trouble", HTMLElement);
const localeSelect = find("locale", HTMLSelectElement);
const confirmation = find("confirm", HTMLDialogElement);
const starters = find("starters", HTMLElement);
const handedBox = find("handed", HTMLElement);
const elsewhere = find("elsewhere", HTMLElement);
const telegram = find("telegram", HTMLAnchorElement);
const browse = find("browse", HTMLAnchorElement);
const newest = find("newest", HTMLButtonElement);

/** Fingers bring up a keyboard with the focus; it would cover the answer. */
const isTouch = (): boolean => matchMedia("(pointer: coarse)").matches;

const announce = (text: string): void => {
  live.textContent = text;
};

function showTrouble(text: string): void {
  trouble.textContent = text;
  trouble.hidden = text === "";
}

const shorten = (text: string): string => {
  const points = [...text];
  return points.length > SPOKEN ? `${points.slice(0, SPOKEN).join("")}…` : text;
};

/** Brings the question to the top, so that the answer is read from its beginning. */
function showFromStart(turn: SavedTurn): void {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document
    .getElementById(`turn-${turn.id}`)
    ?.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
}

/** Whether the last answer is a question: then what is typed is its answer, and nothing is proposed. */
const isAsking = (turn: SavedTurn | undefined): boolean =>
  turn?.reply?.blocks.some((block) => block.kind === "paragraph" && block.asks !== undefined) ===
  true;

/** Shows the way back while the newest turn is below what is seen. */
function watchNewest(): void {
  const seen = new IntersectionObserver((entries) => {
    const last = entries.at(-1);
    newest.hidden =
      last === undefined || last.isIntersecting || last.boundingClientRect.top < innerHeight / 2;
  });
  let watched: Element | null = null;
  const watch = (): void => {
    const last = transcript.lastElementChild;
    if (last === watched) return;
    if (watched !== null) seen.unobserve(watched);
    watched = last;
    newest.hidden = true;
    if (last !== null) seen.observe(last);
  };
  new MutationObserver(watch).observe(transcript, { childList: true });
  watch();
  newest.addEventListener("click", () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    transcript.lastElementChild?.scrollIntoView({
      block: "start",
      behavior: calm ? "auto" : "smooth",
    });
  });
}

function run(first: Words): void {
  let words = first;
  let chosenLocale = loadLocale();
  let handed = takeHandOver(words);
  /** The offer to go on with what was handed over; taken back once something is asked. */
  let isOffered = handed !== null;

  const facts = () => (handed === null ? {} : factsOf(words, handed));

  const actions: TurnActions = {
    choose: (choice) => {
      void say(choice.send);
      if (!isTouch()) composer.focus();
    },
    retry: (turnId) => {
      void finish(talk.retry(turnId, chosenLocale));
      composer.focus();
    },
    announce,
    edit: (text) => {
      composer.put(text);
    },
    showCase: () => {
      panel.openJudged();
    },
    rate: (turnId, helpful) => {
      void talk.rate(turnId, helpful).then(() => {
        announce(words.say("page-feedback-thanks"));
      });
    },
  };

  /** The button with the focus is drawn anew with its turn; the focus goes back to its successor. */
  function keepFocus(draw: () => void): void {
    const active = document.activeElement;
    const turn = active?.closest(".turn");
    const index =
      turn === null || turn === undefined || active === null
        ? -1
        : [...turn.querySelectorAll("button, summary, a")].indexOf(active);
    draw();
    if (index < 0 || turn === null || turn === undefined) return;
    const again = document.getElementById(turn.id)?.querySelectorAll("button, summary, a")[index];
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /** Words of other languages, for replies in them; `null` while they are on their way. */
  const others = new Map<string, Words | null>();

  /** The words of a reply's own language; those of the page until they are there. */
  function wordsFor(turn: SavedTurn): Words {
    const locale = turn.reply?.locale ?? words.locale;
    if (locale === words.locale) return words;
    const known = others.get(locale);
    if (known === undefined) {
      others.set(locale, null);
      loadWords(locale).then(
        (loaded) => {
          others.set(locale, loaded);
          drawAll();
        },
        () => others.delete(locale),
      );
    }
    return known ?? words;
  }

  const show = (turn: SavedTurn, isPending: boolean): void => {
    keepFocus(() => {
      const drawn = drawTurn(wordsFor(turn), turn, isPending, actions);
      const old = document.getElementById(`turn-${turn.id}`);
      if (old === null) transcript.append(drawn);
      else old.replaceWith(drawn);
    });
    if (isPending) showFromStart(turn);
    drawTelegram();
  };

  const talk = createTalk(
    {
      turnChanged: show,
      cleared: () => {
        transcript.replaceChildren();
        drawTelegram();
      },
    },
    facts,
    () => words.carriedSlots,
  );

  function drawTelegram(): void {
    elsewhere.hidden = words.telegram === null || isHere();
    if (words.telegram !== null)
      telegram.href = telegramLink(words, words.telegram, talk.turns, facts());
  }

  async function drawHanded(): Promise<void> {
    const about = handed;
    const spoken = words;
    const question = about === null ? null : await questionOf(spoken, about);
    if (!isOffered || about !== handed || spoken !== words) return; // meanwhile something else came
    const choice = question === null ? [] : [{ label: question, send: question }];
    const group = drawChoices(words.say("page-handed"), choice, (chosen) => {
      actions.choose(chosen);
    });
    handedBox.replaceChildren(...(group === null ? [] : [group]));
    group?.scrollIntoView({ block: "nearest" });
  }

  async function finish(sending: Promise<SavedTurn | null>): Promise<void> {
    composer.setBusy(true);
    announce(words.say("page-searching"));
    const turn = await sending;
    composer.setBusy(talk.isPending);
    if (turn === null) return;
    if (turn.reply !== null) here.answered(turn);
    showFromStart(turn);
    announce(
      turn.reply === null
        ? sayFailure(words, turn.failure ?? { kind: "network" })
        : words.say("page-arrived", { text: shorten(turn.reply.text) }),
    );
  }

  async function say(text: string): Promise<void> {
    if (talk.isPending) return;
    // To forget here means the words on the screen, too; that cannot be undone, so it is asked once.
    if (words.forget.includes(text.trim().toLowerCase()) && talk.turns.length > 0) {
      askToDelete();
      return;
    }
    showTrouble("");
    suggestions.close();
    isOffered = false;
    handedBox.replaceChildren();
    await finish(talk.say(text, chosenLocale));
  }

  const suggestions = createSuggestions({
    words: () => words,
    choose: (send) => {
      void say(send);
    },
    announce,
    isWanted: () => !isAsking(talk.turns.at(-1)),
  });

  const composer = createComposer({
    isFree: () => !talk.isPending,
    take: (event) => suggestions.take(event),
    send: (text) => {
      void say(text);
    },
    tooLong: (isTooLong) => {
      const text = isTooLong ? words.say("page-too-long", { count: MAX_TEXT }) : "";
      showTrouble(text);
      if (isTooLong) announce(text);
    },
  });

  function drawAll(): void {
    starters.replaceChildren(
      ...drawFront(words, (choice) => {
        actions.choose(choice);
      }),
    );
    if (isFolder) browse.hidden = true;
    browse.href = words.locale === "zh-CN" ? "browse" : `browse?locale=${words.locale}`;
    const pending = talk.isPending ? talk.turns.at(-1)?.id : undefined;
    for (const turn of talk.turns) show(turn, turn.id === pending);
    drawTelegram();
  }

  async function changeLocale(locale: string): Promise<void> {
    try {
      words = await loadWords(locale);
    } catch {
      localeSelect.value = words.locale;
      showTrouble(words.say("page-error-network"));
      return;
    }
    chosenLocale = locale;
    saveLocale(locale);
    fillPage(words);
    here.draw();
    drawAll();
    void drawHanded();
  }

  function askToDelete(): void {
    confirmation.returnValue = "";
    confirmation.showModal();
  }

  async function deleteAll(): Promise<void> {
    const isGone = await talk.deleteAll();
    if (isGone) {
      handed = null;
      handedBox.replaceChildren();
      panel.clear();
      drawTelegram();
      here.draw();
    }
    const text = words.say(isGone ? "page-deleted" : "page-delete-failed");
    showTrouble(text);
    announce(text);
    composer.focus();
  }

  localeSelect.addEventListener("change", () => {
    void changeLocale(localeSelect.value);
  });
  find("delete", HTMLButtonElement).addEventListener("click", askToDelete);
  confirmation.addEventListener("close", () => {
    if (confirmation.returnValue === "yes") void deleteAll();
  });
  addEventListener("storage", ({ key }) => {
    if (key === TALK_KEY || key === null) talk.reload();
  });

  localeSelect.value = words.locale;
  const panel = createPanel(() => words, {
    kept: () => talk.kept(),
    told: () => toldIn(talk.turns),
    say: (text) => void say(text),
  });
  openForPrint();
  fillPage(words);
  const here = createHere({
    words: () => words,
    turns: () => talk.turns,
    isAtServer: () => talk.isAtServer,
    announce: (text) => {
      showTrouble(text);
      announce(text);
    },
    changed: drawTelegram,
  });
  keepForOffline();
  drawAll();
  const last = talk.turns.at(-1);
  if (last !== undefined) {
    document.getElementById(`turn-${last.id}`)?.scrollIntoView({ block: "start" });
  }
  if (!isTouch()) composer.focus();
  void drawHanded();
  watchNewest();

  /** A page to read sent somebody here with its question. */
  async function sayAsked(): Promise<void> {
    const about = takeAsked();
    const question = about === null ? null : await questionAbout(about, words.locale);
    if (question !== null) await say(question);
  }
  void sayAsked();
  // A link followed while the page is open already changes its fragment only.
  addEventListener("hashchange", () => {
    void sayAsked();
    const next = takeHandOver(words);
    if (next === null) return;
    handed = next;
    isOffered = true;
    drawTelegram();
    void drawHanded();
  });
}

/** Words are the one thing the page cannot do without; a network that stutters is tried again. */
async function start(): Promise<void> {
  for (let seconds = 1; ; seconds = Math.min(30, seconds * 2)) {
    try {
      const asked = new URLSearchParams(location.search).get("locale");
      run(await loadWords(asked ?? loadLocale() ?? "zh-CN"));
      return;
    } catch (fault) {
      if (!(fault instanceof TypeError)) throw fault;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
}

void start();
