/** Cards for the sources of an answer: title, date, `Stand`, page or background, and the link to the place. */

import { build, outside } from "./dom.js";

export class Sources {
  /** @param {Record<string, string>} words @param {string} language of the labels and dates */
  constructor(words, language) {
    this.words = words;
    // Months of the visitor's language, days in Europe's order.
    this.dates = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
      dateStyle: "long", timeZone: "UTC", calendar: "gregory", numberingSystem: "latn",
    });
  }

  /** The cards of `sources` as one element, null if there are none. `scope` is page or background. */
  cards({ sources, scope }) {
    if (!sources?.length) return null;
    const title = sources.length === 1 ? this.words.sources_one : this.words.sources_many;
    const list = build("ul", { role: "list", "aria-label": title }, sources.map((source) => this.#card(source, scope)));
    return build("div", { class: "sources", part: "sources" }, build("p", { class: "small", "aria-hidden": "true" }, title), list);
  }

  #card(source, scope) {
    const mark = scope && this.words[scope] ? build("span", { class: "mark" }, this.words[scope]) : null;
    const facts = [mark, source.date !== source.as_of && this.#date("dated", source.date), this.#date("as_of", source.as_of)];
    return build("li", { class: "source", part: "source" }, this.#title(source), build("p", { class: "small" }, facts));
  }

  #title({ title, url }) {
    const name = build("bdi", null, title);
    return /^https?:\/\//.test(url ?? "") ? outside(url, name, this.words) : name;
  }

  #date(label, iso) {
    if (!iso) return null;
    const day = new Date(`${iso}T00:00:00Z`);
    const shown = Number.isNaN(day.getTime()) ? iso : this.dates.format(day).replace(/ /g, "\u00a0");
    return build("span", null, `${this.words[label]}: `, build("time", { datetime: iso }, shown));
  }
}
