/** Lays out what was said: paragraphs, lists, dates, addresses, source cards. The words stay as they are, and stay text. */

import { build, outside } from "./dom.js";

const BULLET = /^\s*[–•*-]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,2})[.)]\s+(.*)$/;
const ENDS_WITH_DATE = /^(.{3,}?)\s*\(([^()]*\d{4}[^()]*)\)$/;
const LONG = 50;
const DATE = /(\d{1,2}\.?) ([\p{L}\p{M}]+\.?) (\d{4})/gu;
const ADDRESS = /((?:https?:\/\/|www\.)[^\s<>"'()]*[^\s<>"'().,;:!?])/u;
const PHONE = /(00\s?800[\d\s]{6,}\d|\b11[0256](?: \d{3})?\b)/;

/** Elements that show `text`; phone numbers become links where `phone` is true. */
export function laidOut(text, words, phone = false) {
  const inline = (line) => addresses(line.replace(DATE, "$1\u00a0$2\u00a0$3"), words, phone);
  const blocks = [];
  let list = null;
  const lines = text.split("\n").filter((line) => line.trim());
  lines.forEach((line, index) => {
    const found = item(line, list, lines[index + 1]);
    if (list?.localName !== found?.list) list = null;
    if (!found) blocks.push(build("p", null, inline(line)));
    else {
      if (!list) blocks.push((list = build(found.list, { role: "list" })));
      list.append(entry(found.text, inline));
      if (found.text.length > LONG) list.classList.add("long");
    }
  });
  return blocks;
}

/** The list that a line belongs to, and its text there; undefined if it is a paragraph. */
function item(line, list, next) {
  const bullet = BULLET.exec(line);
  if (bullet) return { list: "ul", text: bullet[1] };
  const number = NUMBER.exec(line);
  // "8. July 2022 …" is no list: numbers count up from 1, and one alone is none.
  const position = list?.localName === "ol" ? list.children.length + 1 : 1;
  const counts = number && Number(number[1]) === position && (position > 1 || NUMBER.exec(next)?.[1] === "2");
  return counts ? { list: "ol", text: number[2] } : undefined;
}

/** An item of a list; a date at its end stands apart. */
function entry(text, inline) {
  const dated = ENDS_WITH_DATE.exec(text);
  if (!dated) return build("li", null, inline(text));
  const [, what, when] = dated;
  return build("li", null, build("div", { class: "dated" }, build("span", null, inline(what)), " ", build("span", { class: "when" }, inline(when))));
}

function addresses(line, words, phone) {
  return line.split(ADDRESS).flatMap((part, index) => {
    if (index % 2) return [outside(part.startsWith("www.") ? `https://${part}` : part, part, words)];
    return phone ? phones(part) : [part];
  });
}

function phones(line) {
  return line.split(PHONE).map((part, index) => (index % 2 ? build("a", { href: `tel:${part.replace(/\s/g, "")}` }, part) : part));
}

/** Cards for the sources of an answer: title, date, `Stand`, page or background, and the link to the place. */
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
