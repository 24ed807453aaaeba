/** The field for a question, and what always stands below it: privacy, a person, simpler words. */

import { build, fill, icon, outside, submitButton } from "./dom.js";

export class Composer {
  /**
   * @param {{words: Record<string, string>, limit: number, privacy: string, notice: string}} about texts, the longest
   *   message in characters, the privacy page's address, the id of the notice that the field is described by
   * @param {(text: string) => void} onSend
   * @param {HTMLButtonElement[]} actions
   */
  constructor({ words, limit, privacy, notice }, onSend, actions) {
    Object.assign(this, { words, limit, onSend });
    this.field = build("textarea", {
      id: "message", rows: 1, part: "input", dir: "auto", autocomplete: "off", enterkeyhint: "send",
      "aria-describedby": `${notice} hint`, keydown: (event) => this.#onKey(event), input: () => this.#onInput(),
    });
    this.problem = build("p", { id: "problem", class: "problem", role: "alert" });
    const send = submitButton("send", build("span", null, words.send), icon("send"));
    const hint = build("p", { id: "hint", class: "small" }, words.personal_data, " ", outside(privacy, words.privacy, words));
    this.element = build("form", { class: "composer", part: "composer", novalidate: true, submit: (event) => this.#onSubmit(event) },
      build("label", { for: "message" }, words.label),
      build("div", { class: "row" }, this.field, send),
      this.problem, hint, build("div", { class: "actions" }, actions));
  }

  /** What stands in the field. */
  get draft() {
    return this.field.value;
  }

  set draft(text) {
    this.field.value = text;
  }

  /** Once something was said, the field needs no introduction any more. */
  introduced() {
    this.field.setAttribute("aria-describedby", "hint");
  }

  #onSubmit(event) {
    event.preventDefault();
    const text = this.draft.trim();
    const problem = text ? this.#excess(text) : this.words.required;
    this.#show(problem);
    this.field.focus();
    if (problem) return;
    this.draft = "";
    this.onSend(text);
  }

  #onKey(event) {
    // While a character is being composed (Japanese, dead keys), Enter belongs to the keyboard.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    if (!event.repeat) this.element.requestSubmit();
  }

  /** A text that is too long is said so while it is written or pasted, and stays. */
  #onInput() {
    this.#show(this.#excess(this.draft));
  }

  #excess(text) {
    const count = text.length > this.limit ? [...text].length : 0;
    return count > this.limit ? fill(this.words.too_long, { count, limit: this.limit }) : "";
  }

  #show(problem) {
    if (this.problem.textContent === problem) return;
    this.problem.textContent = problem;
    this.field.setAttribute("aria-invalid", String(Boolean(problem)));
    if (problem) this.field.setAttribute("aria-errormessage", "problem");
    else this.field.removeAttribute("aria-errormessage");
  }
}

