/** What is not needed all the time: save, print, delete; and the choice of the language. */

import { build, button, icon, question } from "./dom.js";

const STYLE = `
  body { font: 11pt/1.5 system-ui, sans-serif; }
  h3 { font-size: 10pt; margin: 1.2em 0 .2em; break-after: avoid; }
  .mine .text { white-space: pre-line; }
  .when { margin-inline-start: 1em; }
  a::after { content: " <" attr(href) ">"; overflow-wrap: anywhere; }
  button, form, .rating, .choices, .failure, .unseen { display: none; }`;

const KEYBOARD_MILLISECONDS = 800;

/** The choice of the language; `languages` are {code, name}, each name in its own language. */
export function languageChoice(words, languages, current, onChange) {
  const options = languages.map(({ code, name }) => build("option", { value: code, lang: code, selected: code === current }, name));
  // By keyboard, every letter and arrow chooses another language on the way to the one that is meant.
  let timer = 0;
  let pause = 0;
  const change = ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(() => onChange(target.value), pause);
  };
  const about = { change, keydown: () => (pause = KEYBOARD_MILLISECONDS), pointerdown: () => (pause = 0) };
  return build("select", { class: "language", part: "language", "aria-label": words.language, ...about }, options);
}

export class Menu {
  /** @param {object} chat words, api, conversation, transcript, talk, trouble, say, ask */
  constructor(chat) {
    this.chat = chat;
    const { words } = chat;
    const act = (name, onClick) => build("li", null, button("item", () => this.#run(onClick), null, words[name]));
    this.list = build("ul", { id: "menu", class: "menu", role: "list", hidden: true },
      act("save", () => this.#save()), act("print", () => print(chat.transcript.log)), act("delete", () => this.#confirm()));
    const about = { "aria-label": words.more, "aria-expanded": "false", "aria-controls": "menu" };
    this.toggle = button("icon", () => this.show(this.list.hidden), about, icon("more"));
    const focusout = ({ relatedTarget: to }) => to && !this.element.contains(to) && this.show(false);
    this.element = build("div", { class: "more", focusout }, this.toggle, this.list);
  }

  /** Opens or closes the list; as long as nothing was said, there is nothing to choose. */
  show(open) {
    this.list.hidden = !open;
    for (const item of this.list.querySelectorAll("button")) item.disabled = !this.chat.conversation.id;
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
    const url = URL.createObjectURL(await api.transcript(conversation.id, conversation.language));
    build("a", { href: url, download: "lotse.txt" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  /** Asks before anything is deleted. */
  #confirm() {
    const { words, ask } = this.chat;
    const remove = async () => {
      ask(null);
      try {
        await this.chat.talk.forget();
      } catch {
        this.chat.say(words.delete_failed);
      }
    };
    ask(question(words.delete_ask, build("div", { class: "row" },
      button("send", remove, null, words.delete_yes), button("quiet", () => ask(null), null, words.delete_no))));
  }
}

/** Opens the browser's print dialogue for a copy of `log`. */
function print(log) {
  const frame = build("iframe", { "aria-hidden": "true", tabindex: -1 });
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
