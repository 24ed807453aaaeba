/** What a visitor can fill in besides questions: a message for later, a rating. */

import { build, button, icon, submitButton } from "./dom.js";

const EUROPE_DIRECT = "00 800 6 7 8 9 10 11";

/** Who else helps, where nobody would read a message. */
export function contact({ words, ask }, reason) {
  const phone = build("a", { href: `tel:${EUROPE_DIRECT.replace(/ /g, "")}` }, EUROPE_DIRECT);
  return build("div", { class: "ask", role: "group", "aria-labelledby": "nobody" },
    build("h3", { id: "nobody", tabindex: -1 }, reason), build("p", null, words.contact, " ", phone),
    build("div", { class: "row" }, button("quiet", () => ask(null), words.cancel)));
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
      problem.textContent = chat.reason(error);
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
      submitButton("send", words.callback_send), button("quiet", () => chat.ask(null), words.cancel)));
}

let made = 0;

/**
 * The thumbs of one answer.
 * @param {Record<string, string>} words
 * @param {string | null} given how it was rated already
 * @param {(rating: {value: string, comment?: string}) => Promise<unknown>} send
 * @param {(text: string) => void} say tells the visitor something
 * @param {(form: HTMLElement) => void} reveal scrolls to something new
 */
export function thumbs(words, given, send, say, reveal) {
  const id = `rating-${++made}`;
  const rate = async (rating) => {
    try {
      await send(rating);
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
      both.find((thumb) => thumb.dataset.value === value).focus(); // the form is about to vanish
      form.remove();
      say(words.rate_thanks);
    });
    group.append(form);
    reveal(form);
    say(words.rate_thanks);
  };
  const both = ["up", "down"].map((value) => {
    const thumb = button("thumb", choose(value), icon(value));
    thumb.dataset.value = value;
    thumb.setAttribute("aria-label", words[`rate_${value}`]);
    thumb.setAttribute("aria-pressed", String(value === given));
    return thumb;
  });
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
