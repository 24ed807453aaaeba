/** Two thumbs below an answer, and room for a comment. */

import { build, button, icon, submitButton } from "./dom.js";

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
