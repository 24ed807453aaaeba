/** When nobody is there: a message for later with a way to reply and consent, or who else helps. */

import { build, button, submitButton } from "./dom.js";

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
