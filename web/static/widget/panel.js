/** The chat as a whole: puts the parts together, sends what is said, opens and closes. */

import { Api } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation, record } from "./conversation.js";
import { Desk } from "./desk.js";
import { build, button, icon } from "./dom.js";
import { thumbs } from "./forms.js";
import { Menu, languageChoice } from "./menu.js";
import { Transcript } from "./transcript.js";
import { Window } from "./window.js";
// Imported here too, so that the browser asks for all files at once.
import "./layout.js";
import "./live.js";

const COARSE = matchMedia("(pointer: coarse)");
const TYPING_AFTER_MILLISECONDS = 300;

export class Chat {
  #waiting = 0;
  #timer = 0;
  #failed = new Map();
  lastSaid = "";

  /**
   * @param {object} about
   *   host: the <lotse-chat>; panel: the empty dialog or section; launcher: its button; server: the service's address;
   *   key: name of the session record; title; questions: start questions of the page, or null;
   *   given: {language, direction, texts, starters, languages, limit} as the service gave them;
   *   emit(name, detail); unread(count, text)
   */
  constructor(about) {
    const { given, server } = about;
    Object.assign(this, { about, words: given.texts, api: new Api(server), emit: about.emit });
    this.conversation = new Conversation(this.api, record(about.key), given.language);
    this.#build(about, given);
    this.window = new Window(about, this.#focusTarget, () => this.menu.close() || (this.#asked() && !this.ask(null)));
    this.ready = this.#restore();
    addEventListener("online", this.#online);
    addEventListener("offline", this.#offline);
    if (!navigator.onLine) this.#offline();
  }

  /** What the visitor has begun to write. */
  get draft() {
    return this.composer.draft;
  }

  set draft(text) {
    this.composer.draft = text;
  }

  get language() {
    return this.about.given.language;
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
    const { draft } = this;
    this.stop();
    const chat = new Chat({ ...this.about, given });
    chat.draft = draft;
    if (chat.window.shown) this.about.panel.querySelector("select").focus();
    return chat;
  }

  /** Ends everything that is going on, and empties the panel. */
  stop() {
    removeEventListener("online", this.#online);
    removeEventListener("offline", this.#offline);
    clearTimeout(this.#timer);
    this.desk.stop();
    this.window.stop();
    this.about.panel.replaceChildren();
  }

  /** Tells the visitor something in the status line; `lively` while somebody is at work. */
  say = (text, lively = false) => {
    this.status.textContent = text;
    this.status.classList.toggle("lively", lively);
  };

  /** Shows in the log that something has changed. */
  note = (text) => this.received(this.transcript.note(text));

  /** Shows `form` in place of the composer, null the composer again. Returns null. */
  ask = (form) => {
    const asked = this.#asked();
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

  /** Something new stands in the log. */
  received = (entry) => {
    if (entry) this.window.reveal(entry);
  };

  /** Deletes the conversation, on the server and here. Rejects with ApiError. */
  forget = async () => {
    await this.conversation.remove();
    this.#failed.clear();
    this.transcript.clear();
    this.desk.reset();
    this.starters.hidden = false;
    this.say(this.words.deleted);
    this.composer.field.focus();
  };

  get log() {
    return this.transcript.log;
  }

  #build({ panel, host, questions, server, inline }, { language, texts: words, starters, languages, limit = 2000 }) {
    const log = build("div", { class: "log", part: "log", role: "log", "aria-live": "polite", "aria-label": words.transcript });
    this.transcript = new Transcript(log, words, language, (text) => this.#choose(text), (...turn) => this.#rating(...turn));
    this.menu = new Menu(this);
    const person = button("action", () => this.desk.toggled(), build("span"));
    const simpler = button("action", () => this.#choose(words.simpler_message), build("span", null, words.simpler));
    const privacy = new URL(`privacy?lang=${language}`, server);
    this.composer = new Composer({ words, limit, privacy, notice: "notice" }, (text) => this.#ask(text), [person, simpler]);
    this.bar = build("p", { class: "who", part: "who", role: "status" });
    this.status = build("p", { class: "status", role: "status" });
    this.network = build("p", { class: "network", role: "status" });
    this.starters = this.#starters(questions ?? starters);
    this.heading = build("h2", { id: "title", tabindex: -1 });
    const close = inline ? null : button("icon close", () => host.close(), icon("close"));
    close?.setAttribute("aria-label", words.close);
    const notice = build("div", { class: "notice", part: "notice", id: "notice" },
      build("p", null, build("strong", null, words.machine_title)), build("p", null, words.machine));
    this.scroller = build("div", { class: "scroller", tabindex: inline ? -1 : 0, role: "group", "aria-label": words.transcript },
      notice, log, this.status, this.starters);
    this.scroller.addEventListener("pointerdown", () => this.menu.show(false));
    panel.replaceChildren(
      build("div", { class: "head", part: "header" }, this.heading,
        languageChoice(words, languages, language, (code) => this.about.choose(code)), this.menu.element, close),
      this.bar, this.network, this.scroller, this.composer.element);
    this.desk = new Desk(this, this.heading, this.bar, person);
  }

  #starters(questions) {
    const items = questions.map((text) => build("li", null, button("choice", () => this.#choose(text), text)));
    return build("div", { class: "starters" }, build("p", { id: "starters", class: "small" }, this.words.questions),
      build("ul", { class: "choices", role: "list", "aria-labelledby": "starters" }, items));
  }

  #rating(turn, value) {
    return thumbs(this.words, value, (rating) => this.api.rate(this.conversation.id, { turn, ...rating }), this.say, this.received);
  }

  #asked() {
    return this.about.panel.querySelector(".ask");
  }

  /** Where the focus goes on opening: to the field; on a touch screen and in a sheet to the title, or nobody would see it. */
  #focusTarget = (sheet) => this.#asked()?.querySelector("h3") ?? (sheet || COARSE.matches ? this.heading : this.composer.field);

  async #restore() {
    const before = this.conversation.outbox;
    try {
      const stored = await this.conversation.restore();
      if (stored) this.#show(stored, before);
    } catch (error) {
      this.trouble(error);
      this.#talking();
    }
  }

  #show(stored, outbox) {
    if (stored.lost) this.note(this.words.gone);
    if (!stored.lost || outbox.length) this.#talking();
    this.transcript.restore(stored);
    this.desk.restore(stored);
    for (const message of outbox) this.#send(message, this.transcript.addMine(message.text));
    if (this.log.lastChild) this.window.reveal(this.log.lastChild);
  }

  /** Says what was typed. */
  #ask(text) {
    this.lastSaid = text;
    this.#talking();
    const entry = this.transcript.addMine(text);
    this.window.reveal(entry);
    const message = this.conversation.compose(text);
    this.emit("message", { id: message.id });
    return this.#send(message, entry);
  }

  /** Says what was chosen from a suggestion, which may vanish below the focus. */
  #choose(text) {
    if (text === this.words.person) return this.desk.toggled();
    if (this.about.panel.contains(this.#active)) (COARSE.matches ? this.scroller : this.composer.field).focus();
    this.#ask(text);
  }

  get #active() {
    return this.about.panel.getRootNode().activeElement;
  }

  async #send(message, entry) {
    this.#failed.delete(message);
    this.#busy(1);
    try {
      const { messages, number, restarted } = await this.conversation.say(message);
      this.#busy(-1);
      if (restarted) this.#restarted(entry);
      if (this.transcript.has(number)) entry.remove(); // it had arrived before the reload
      else this.#answered(messages, number);
    } catch (error) {
      this.#busy(-1);
      this.#fail(message, entry, error);
    }
  }

  /** The turns count anew; what stands in the log stays to be read. */
  #restarted(entry) {
    this.transcript.shown.clear();
    this.transcript.note(this.words.gone, entry);
  }

  #answered(messages, number) {
    this.received(this.transcript.addReply(messages, number));
    const { status, reason = null, language = null, item = null, sources = [] } = messages.find(({ custom }) => custom)?.custom ?? {};
    this.emit("answer", { status, reason, language, item, sources: sources.map(({ url }) => url) });
  }

  #fail(message, entry, error) {
    const again = () => {
      this.transcript.settle(entry);
      this.composer.field.focus();
      this.#send(message, entry);
    };
    this.#failed.set(message, again);
    this.transcript.fail(entry, this.reason(error), again);
    this.window.reveal(entry);
    this.emit("error", { status: error.status ?? 0 });
  }

  /** Counts what is on its way; says that the answer is being looked for if it takes a moment. */
  #busy(change) {
    this.#waiting += change;
    clearTimeout(this.#timer);
    if (!this.#waiting) this.say("");
    else if (this.desk.state === "bot") this.#timer = setTimeout(() => this.say(this.words.typing, true), TYPING_AFTER_MILLISECONDS);
  }

  #talking() {
    this.starters.hidden = true;
    this.composer.introduced();
  }

  #online = () => {
    this.network.textContent = this.words.online;
    setTimeout(() => (this.network.textContent = navigator.onLine ? "" : this.words.offline), 4000);
    for (const again of [...this.#failed.values()]) again();
  };

  #offline = () => {
    this.network.textContent = this.words.offline;
  };
}
