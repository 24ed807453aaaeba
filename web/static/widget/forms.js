/** What a visitor can fill in: the question, a message for later, a rating. */

import { build, button, fill, icon, outside, question, submitButton } from "./dom.js";

const EUROPE_DIRECT = "00 800 6 7 8 9 10 11";

/** The field for a question, and what always stands below it: privacy, a person, simpler words. */
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

/** Who else helps, where nobody would read a message. */
export function contact({ words, ask }, reason) {
  const phone = build("a", { href: `tel:${EUROPE_DIRECT.replace(/ /g, "")}` }, EUROPE_DIRECT);
  return question(reason, build("p", null, words.contact, " ", phone),
    build("div", { class: "row" }, button("quiet", () => ask(null), null, words.cancel)));
}

/**
 * The form. What the visitor has asked already stands in it.
 * @param {object} chat words, api, conversation, lastSaid, note, trouble, ask
 * @param {string} reason why there is nobody, and when there will be
 */
export function callbackForm(chat, reason) {
  const { words } = chat;
  const message = build("textarea", { id: "callback-message", rows: 3, dir: "auto", required: true });
  message.value = chat.lastSaid;
  const replyTo = build("input", { id: "callback-reply", autocomplete: "email", dir: "auto", required: true });
  const consent = build("input", { id: "callback-consent", type: "checkbox", required: true });
  const fields = [message, replyTo, consent];
  const problem = build("p", { class: "problem", role: "alert", id: "callback-problem" });

  const complete = () => {
    const wrong = fields.filter((field) => !(field === consent ? consent.checked : field.value.trim()));
    for (const field of fields) {
      field.setAttribute("aria-invalid", String(wrong.includes(field)));
      field.setAttribute("aria-describedby", problem.id);
    }
    problem.textContent = wrong.length ? words.callback_required : "";
    wrong[0]?.focus();
    return !wrong.length;
  };
  const submit = async (event) => {
    event.preventDefault();
    if (!complete()) return;
    const form = { message: message.value.trim(), reply_to: replyTo.value.trim(), consent: true };
    try {
      await chat.api.callback(await chat.conversation.start(), form);
      chat.ask(null);
      chat.note(words.callback_sent);
    } catch (error) {
      problem.textContent = error.status === 400 ? words.callback_required : chat.reason(error);
    }
  };
  return build("form", { class: "ask", novalidate: true, submit },
    build("h3", { tabindex: -1 }, words.callback_title),
    build("p", null, reason),
    build("label", { for: message.id }, words.callback_message), message,
    build("label", { for: replyTo.id }, words.callback_reply_to), replyTo,
    build("label", { class: "check", for: consent.id }, consent, build("span", null, words.callback_consent)),
    problem,
    build("div", { class: "row" },
      submitButton("send", words.callback_send), button("quiet", () => chat.ask(null), null, words.cancel)));
}

let made = 0;

/**
 * The thumbs of one answer.
 * @param {object} chat words, say, received
 * @param {string | null} given how it was rated already
 * @param {(rating: {value: string, comment?: string}) => Promise<unknown>} send
 */
export function thumbs({ words, say, received }, given, send) {
  const id = `rating-${++made}`;
  const rate = async (rating) => {
    try {
      await send(rating);
      say(words.rate_thanks);
      return true;
    } catch {
      say(words.unreachable);
      return false;
    }
  };
  const choose = (value) => async () => {
    if (!(await rate({ value }))) return;
    for (const thumb of both) thumb.setAttribute("aria-pressed", String(thumb.dataset.value === value));
    group.querySelector("form")?.remove();
    const form = commentForm(words, id, async (comment) => {
      if (comment && !(await rate({ value, comment }))) return;
      // The form is about to vanish, and the focus with it.
      both.find((thumb) => thumb.dataset.value === value).focus();
      form.remove();
    });
    group.append(form);
    received(form);
  };
  const both = ["up", "down"].map((value) => button("thumb", choose(value), {
    "data-value": value, "aria-label": words[`rate_${value}`], "aria-pressed": String(value === given),
  }, icon("thumb")));
  // Not read out with every answer: whoever wants to rate finds it.
  const group = build("div", { class: "rating", role: "group", "aria-live": "off", "aria-labelledby": id },
    build("span", { id, class: "small" }, words.rate), both);
  return group;
}

function commentForm(words, id, send) {
  const field = build("textarea", { id: `${id}-comment`, rows: 2, maxlength: 500, dir: "auto" });
  const submit = (event) => {
    event.preventDefault();
    send(field.value.trim());
  };
  return build("form", { class: "comment", submit },
    build("label", { for: field.id }, words.rate_comment), field, submitButton("quiet", words.rate_send));
}
