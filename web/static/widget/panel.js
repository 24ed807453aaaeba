/** The panel's content: makes the parts and lets them find each other. */

import { Conversation, record } from "./conversation.js";
import { Desk } from "./desk.js";
import { build, button, icon } from "./dom.js";
import { Composer, thumbs } from "./forms.js";
import { Menu, languageChoice } from "./menu.js";
import { Api } from "./service.js";
import { Talk } from "./talk.js";
import { Transcript } from "./transcript.js";
import { Window } from "./window.js";
// Imported here too, so that the browser asks for all files at once.
import "./layout.js";

const COARSE = matchMedia("(pointer: coarse)");

export class Chat {
  lastSaid = "";

  /**
   * @param {object} about
   *   host: the <lotse-chat>; panel: the empty dialog or section; launcher: its button; server: the service's address;
   *   key: name of the session record; title; questions: start questions of the page, or null;
   *   given: {language, direction, texts, starters, languages, limit} as the service gave them;
   *   emit(name, detail); unread(count, text); choose(language)
   */
  constructor(about) {
    const { given, server, key, emit } = about;
    Object.assign(this, { about, emit, words: given.texts, language: given.language, api: new Api(server) });
    this.conversation = new Conversation(this.api, record(key), given.language);
    this.#build(about, given);
    this.window = new Window(about, this.#focusTarget, () => this.menu.close() || (this.#asked && !this.ask(null)));
    this.talk = new Talk(this);
  }

  show() {
    this.window.show();
  }

  /** Whether it was shown. */
  hide() {
    return this.window.hide();
  }

  /** The same chat in the words of `given`; this one ends. */
  translated(given) {
    const { draft } = this.composer;
    this.stop();
    const chat = new Chat({ ...this.about, given });
    chat.composer.draft = draft;
    if (chat.window.shown) this.about.panel.querySelector("select").focus();
    return chat;
  }

  /** Ends everything that is going on, and empties the panel. */
  stop() {
    for (const part of [this.talk, this.desk, this.window]) part.stop();
    this.about.panel.replaceChildren();
  }

  /** Tells the visitor something in the status line; `lively` while somebody is at work. */
  say = (text, lively = false) => {
    this.status.textContent = text;
    this.status.classList.toggle("lively", lively);
  };

  /** Shows in the log that something has changed. */
  note = (text) => this.received(this.transcript.note(text));

  /** Something new stands in the log. */
  received = (entry) => entry && this.window.reveal(entry);

  /** Shows `form` in place of the composer, null the composer again. Returns null. */
  ask = (form) => {
    const asked = this.#asked;
    asked?.remove();
    this.composer.element.hidden = Boolean(form);
    if (form) {
      this.composer.element.before(form);
      form.querySelector("h3").focus();
    } else if (asked) this.composer.field.focus();
    return null;
  };

  /** Why something failed, in words for the visitor. */
  reason = ({ status }) => {
    if (!navigator.onLine) return this.words.offline;
    return status === 429 ? this.words.busy : this.words.unreachable;
  };

  /** Says why something failed. */
  trouble = (error) => {
    this.say(this.reason(error));
    this.emit("error", { status: error.status ?? 0 });
  };

  /** Says what was chosen from a suggestion, which may vanish below the focus. */
  choose = (text) => {
    if (text === this.words.person) return this.desk.toggled();
    const { panel } = this.about;
    if (panel.contains(panel.getRootNode().activeElement)) (COARSE.matches ? this.scroller : this.composer.field).focus();
    this.talk.ask(text);
  };

  #build({ panel, host, questions, server, inline, choose }, { texts: words, starters, languages, limit }) {
    const { language } = this;
    const log = build("div", { class: "log", part: "log", role: "log", "aria-live": "polite", "aria-label": words.transcript });
    const rating = (turn, value) => thumbs(this, value, (rate) => this.api.rate(this.conversation.id, { turn, ...rate }));
    this.transcript = new Transcript(log, words, language, this.choose, rating);
    this.menu = new Menu(this);
    const person = button("action", () => this.desk.toggled(), null, "");
    const simpler = button("action", () => this.choose(words.simpler_message), null, words.simpler);
    const privacy = new URL(`privacy?lang=${language}`, server);
    this.composer = new Composer({ words, limit, privacy, notice: "notice" }, (text) => this.talk.ask(text), [person, simpler]);
    const line = (name) => build("p", { class: name, part: name, role: "status" });
    const bar = line("who");
    this.status = line("status");
    this.network = line("network");
    this.starters = this.#starters(questions ?? starters);
    this.heading = build("h2", { id: "title", tabindex: -1 });
    this.scroller = build("div", {
      class: "scroller", tabindex: inline ? -1 : 0, role: "group", "aria-label": words.transcript, pointerdown: () => this.menu.show(false),
    }, this.#notice(), log, this.status, this.starters);
    const close = !inline && button("icon", () => host.close(), { "aria-label": words.close }, icon("close"));
    const head = build("div", { class: "head", part: "header" },
      this.heading, languageChoice(words, languages, language, choose), this.menu.element, close);
    panel.replaceChildren(head, bar, this.network, this.scroller, this.composer.element);
    this.desk = new Desk(this, this.heading, bar, person);
  }

  #notice() {
    return build("div", { class: "notice", part: "notice", id: "notice" },
      build("p", null, build("strong", null, this.words.machine_title)), build("p", null, this.words.machine));
  }

  #starters(questions) {
    const items = questions.map((text) => build("li", null, button("choice", () => this.choose(text), null, text)));
    return build("div", { class: "starters" }, build("p", { id: "starters", class: "small" }, this.words.questions),
      build("ul", { class: "choices", role: "list", "aria-labelledby": "starters" }, items));
  }

  get #asked() {
    return this.about.panel.querySelector(".ask");
  }

  /** Where the focus goes on opening: to the field; on a touch screen and in a sheet to the title, or nobody would see it. */
  #focusTarget = (sheet) => this.#asked?.querySelector("h3") ?? (sheet || COARSE.matches ? this.heading : this.composer.field);
}
