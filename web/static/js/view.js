/** Builds the transcript. Everything from outside becomes text, never markup. */

const RIGHT_TO_LEFT = new Set(["ar", "fa"]);

/** An element with a class, text and children. */
function build(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content.filter((part) => part !== null && part !== undefined));
  return element;
}

export class Transcript {
  /**
   * @param {HTMLElement} log the element with role=log
   * @param {Record<string, string>} texts
   * @param {string} language of the page
   * @param {(text: string) => void} onChoice called when a suggestion is chosen
   */
  constructor(log, texts, language, onChoice) {
    Object.assign(this, { log, texts, language, onChoice });
    this.dates = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
  }

  /** Shows what the visitor wrote; returns the entry for `fail` and `settle`. */
  addMine(text) {
    const said = build("p", "text", text);
    said.dir = "auto";
    return this.#add("mine", this.texts.you, said);
  }

  /** Shows a reply: its texts, suggestions and sources. */
  addReply(elements) {
    const custom = elements.find((element) => element.custom)?.custom ?? {};
    const buttons = elements.flatMap((element) => element.buttons ?? []);
    const entry = this.#add(
      "theirs", this.texts.bot,
      ...elements.filter((element) => element.text).map((element) => build("p", "text", element.text)),
      this.#sources(custom),
      custom.degraded ? build("p", "note", this.texts.degraded) : null,
      this.#choices(buttons),
    );
    this.#tagLanguage(entry, custom.language);
    return entry;
  }

  /** Marks a message as not answered, with a button to try again. */
  fail(entry, reason, onRetry) {
    this.settle(entry);
    const retry = build("button", "", this.texts.retry);
    retry.type = "button";
    retry.addEventListener("click", onRetry);
    entry.append(build("div", "failure", build("p", "", `${this.texts.failed} ${reason}`), retry));
  }

  /** Takes back what `fail` showed. */
  settle(entry) {
    entry.querySelector(".failure")?.remove();
  }

  /** Shows the stored turns without announcing each of them. */
  restore(turns) {
    this.log.setAttribute("aria-busy", "true");
    for (const turn of turns) {
      this.addMine(turn.message);
      this.addReply(turn.messages);
    }
    this.log.removeAttribute("aria-busy");
  }

  /** Empties the transcript. */
  clear() {
    this.log.replaceChildren();
  }

  #add(side, sender, ...content) {
    const entry = build("article", `entry ${side}`, build("p", "sender", sender), ...content);
    this.log.append(entry);
    return entry;
  }

  /** The reply's own words get its language; labels around them keep the page's. */
  #tagLanguage(entry, language) {
    if (!language || language === this.language) return;
    for (const part of entry.querySelectorAll(".text, .source a, .choice")) {
      part.lang = language;
      part.dir = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
    }
  }

  #choices(buttons) {
    if (!buttons.length) return null;
    const items = buttons.map(({ title, payload }) => {
      const button = build("button", "choice", title);
      button.type = "button";
      button.addEventListener("click", () => this.onChoice(payload));
      return build("li", "", button);
    });
    const list = build("ul", "choices", ...items);
    list.setAttribute("aria-label", this.texts.choices);
    return list;
  }

  #sources({ sources, scope }) {
    if (!sources?.length) return null;
    const title = sources.length === 1 ? this.texts.sources_one : this.texts.sources_many;
    const cards = sources.map((source) => build("li", "source", this.#link(source), this.#facts(source, scope)));
    return build("div", "sources", build("h3", "", title), build("ul", "", ...cards));
  }

  #link({ title, url }) {
    if (!/^https?:\/\//.test(url ?? "")) return build("span", "", title);
    const link = build("a", "", title, build("span", "unseen", ` (${this.texts.new_window})`));
    return Object.assign(link, { href: url, target: "_blank", rel: "noopener noreferrer" });
  }

  #facts(source, scope) {
    const mark = this.texts[scope] ? build("span", "mark", this.texts[scope]) : null;
    const dates = [];
    if (source.date && source.date !== source.as_of) dates.push(this.#date(this.texts.dated, source.date));
    if (source.as_of) dates.push(this.#date(this.texts.as_of, source.as_of));
    return build("p", "", mark, ...dates.flatMap((date, index) => (index ? [", ", date] : [date])));
  }

  #date(label, iso) {
    const day = new Date(`${iso}T00:00:00Z`);
    const time = build("time", "", Number.isNaN(day.getTime()) ? iso : this.dates.format(day));
    time.dateTime = iso;
    return build("span", "", `${label}: `, time);
  }
}
