/** What is not needed all the time: save, print, delete; and the choice of the language. */

import { build, button, icon } from "./dom.js";

const STYLE = `
  body { font: 11pt/1.5 system-ui, sans-serif; margin: 0; }
  h3 { font-size: 10pt; margin: 1.2em 0 .2em; break-after: avoid; }
  .text, .source { break-inside: avoid; white-space: pre-line; }
  .small, .when { color: #444; }
  .when::before { content: "("; } .when::after { content: ")"; }
  a::after { content: " <" attr(href) ">"; font-size: 9pt; overflow-wrap: anywhere; }
  button, form, .rating, .choices, .failure, .unseen { display: none; }`;

/** The choice of the language; `languages` are {code, name}, each name in its own language. */
export function languageChoice(words, languages, current, onChange) {
  const options = languages.map(({ code, name }) => build("option", { value: code, lang: code, selected: code === current }, name));
  const change = (event) => onChange(event.target.value);
  return build("select", { class: "language", part: "language", "aria-label": words.language, change }, options);
}

export class Menu {
  /** @param {object} chat words, api, conversation, log, reason, say, ask, forget */
  constructor(chat) {
    this.chat = chat;
    const { words } = chat;
    const act = (name, onClick) => build("li", null, button("item", () => this.#run(onClick), words[name]));
    this.list = build("ul", { id: "menu", class: "menu", role: "list", hidden: true },
      act("save", () => this.#save()), act("print", () => print(chat.log)), act("delete", () => this.#confirm()));
    this.toggle = button("icon", () => this.show(this.list.hidden), icon("more"));
    const about = { "aria-label": words.more, "aria-expanded": "false", "aria-controls": "menu" };
    for (const [name, value] of Object.entries(about)) this.toggle.setAttribute(name, value);
    const focusout = ({ relatedTarget: to }) => to && !this.element.contains(to) && this.show(false);
    this.element = build("div", { class: "more", focusout }, this.toggle, this.list);
  }

  /** Opens or closes the list. */
  show(open) {
    this.list.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  /** Closes the list; whether it was open. */
  close() {
    const open = !this.list.hidden;
    this.show(false);
    if (open) this.toggle.focus();
    return open;
  }

  async #run(act) {
    this.close();
    try {
      await act();
    } catch (error) {
      this.chat.trouble(error);
    }
  }

  async #save() {
    const { conversation, api } = this.chat;
    if (!conversation.id) return;
    const url = URL.createObjectURL(await api.transcript(conversation.id));
    build("a", { href: url, download: "lotse.txt" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  /** Asks before anything is deleted. */
  #confirm() {
    const { words, ask } = this.chat;
    const remove = async () => {
      ask(null);
      try {
        await this.chat.forget();
      } catch {
        this.chat.say(words.delete_failed);
      }
    };
    ask(build("div", { class: "ask", role: "group", "aria-labelledby": "delete-title" },
      build("h3", { id: "delete-title", tabindex: -1 }, words.delete_ask),
      build("div", { class: "row" }, button("send", remove, words.delete_yes), button("quiet", () => ask(null), words.delete_no))));
  }
}

/** Opens the browser's print dialogue for a copy of `log`. */
function print(log) {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("tabindex", "-1");
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  document.body.append(frame);
  const page = frame.contentDocument;
  const { lang, dir } = log.closest("[lang]");
  Object.assign(page.documentElement, { lang, dir });
  page.body.append(page.importNode(log, true));
  // A sheet of the frame's own window: a style element would be refused by a strict policy.
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets = [sheet];
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow.print();
}
