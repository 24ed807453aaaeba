/** The log of the conversation: what the visitor, the machine and the people wrote. */

import { build, button, fill, isolated } from "./dom.js";
import { Sources, laidOut } from "./layout.js";

const RIGHT_TO_LEFT = new Set(["ar", "fa"]);
const WITH_PHONES = new Set(["emergency", "handoff", "refused"]);

export class Transcript {
  /**
   * @param {HTMLElement} log the element with role=log
   * @param {Record<string, string>} words
   * @param {string} language of the words
   * @param {(text: string) => void} onChoice called when a suggestion is chosen
   * @param {(turn: number, given: string | null) => HTMLElement} rating makes the thumbs of an answer
   */
  constructor(log, words, language, onChoice, rating) {
    Object.assign(this, { log, words, language, onChoice, rating });
    this.sources = new Sources(words, language);
    this.shown = new Set();
  }

  /** Whether the turn of that number is shown already. */
  has(number) {
    return this.shown.has(number);
  }

  /** Empties the log. */
  clear() {
    this.shown.clear();
    this.log.replaceChildren();
  }

  /** Shows what the visitor wrote; returns the entry for `fail` and `settle`. */
  addMine(text) {
    return this.#add("mine", this.words.you, build("div", { class: "text", dir: "auto" }, text));
  }

  /** Shows a reply of the machine; null if there is nothing to show, as when a person got the message. */
  addReply(elements, number, given = null) {
    if (number) this.shown.add(number);
    const custom = elements.find((element) => element.custom)?.custom ?? {};
    const texts = elements.filter(({ text }) => text);
    const buttons = elements.flatMap((element) => element.buttons ?? []);
    if (custom.offer_person) buttons.push({ title: this.words.person, payload: this.words.person });
    if (!texts.length && !buttons.length) return null;
    const phones = WITH_PHONES.has(custom.status);
    const entry = this.#add(
      "theirs", this.words.bot,
      texts.map(({ text }) => build("div", { class: "text" }, laidOut(text, this.words, phones))),
      this.sources.cards(custom),
      custom.degraded && build("p", { class: "small" }, this.words.degraded),
      this.#choices(buttons),
    );
    entry.classList.toggle("urgent", custom.status === "emergency");
    this.#tagLanguage(entry, custom.language);
    const rated = custom.status === "answered" || (custom.status === "refused" && custom.reason !== "unclear");
    if (rated && number) entry.append(this.rating(number, given));
    return entry;
  }

  /** Shows what a person wrote, or approved: then with its sources. */
  addPerson({ name, text, ...about }) {
    const sender = fill(this.words.human, { name: isolated(name) });
    return this.#add("theirs human", sender, build("div", { class: "text", dir: "auto" }, laidOut(text, this.words)),
      this.sources.cards(about));
  }

  /** Shows that something has changed, such as who answers; before `entry`, else at the end. */
  note(text, entry = null) {
    const note = build("p", { class: "note", part: "note" }, text);
    this.log.insertBefore(note, entry);
    return note;
  }

  /** Marks a message as not arrived, with a button to send it again. */
  fail(entry, reason, onRetry) {
    this.settle(entry);
    const retry = button("retry", onRetry, null, this.words.retry);
    entry.append(build("div", { class: "failure" }, build("p", null, `${this.words.failed} ${reason}`), retry));
  }

  /** Takes back what `fail` showed. */
  settle(entry) {
    entry.querySelector(".failure")?.remove();
  }

  /** Shows what is stored, in order, without announcing each of it. */
  restore({ turns, entries = [] }) {
    this.log.setAttribute("aria-busy", "true");
    const place = ({ number, after }) => number ?? after + 0.5;
    for (const said of [...turns, ...entries].sort((a, b) => place(a) - place(b))) {
      if (said.by) this.addPerson(said);
      else {
        this.addMine(said.message);
        this.addReply(said.messages, said.number, said.rating);
      }
    }
    this.log.removeAttribute("aria-busy");
  }

  #add(side, sender, ...content) {
    const entry = build("div", { class: `entry ${side}`, part: "message" }, build("h3", { class: "sender" }, sender), ...content);
    this.log.append(entry);
    return entry;
  }

  /** The reply's own words get its language; labels around them keep the page's. */
  #tagLanguage(entry, language) {
    if (!language || language === this.language) return;
    for (const part of entry.querySelectorAll(".text, .source bdi, .choice")) {
      part.lang = language;
      part.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
    }
  }

  #choices(buttons) {
    if (!buttons.length) return null;
    const items = buttons.map(({ title, payload }) => build("li", null, button("choice", () => this.onChoice(payload), null, title)));
    return build("ul", { class: "choices", role: "list", "aria-label": this.words.choices }, items);
  }
}
