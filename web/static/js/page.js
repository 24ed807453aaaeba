/** The chat page: connects the form, the transcript and the conversation. */

import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { sessionStore } from "./storage.js";
import { Transcript } from "./view.js";

const find = (id) => document.getElementById(id);
const texts = JSON.parse(find("texts").textContent);
const language = document.documentElement.lang;
const field = find("message");
const waiting = new Set();

const conversation = new Conversation(new Api(new URL(".", document.baseURI)), sessionStore(), language);
const transcript = new Transcript(find("log"), texts, language, ask);

/** Why a message failed, in words for the visitor. */
function reason(status) {
  if (status === 429) return texts.busy;
  return status === 404 ? texts.gone : texts.offline;
}

function showTalking() {
  find("starters").hidden = true;
  find("delete").hidden = false;
}

/** Scrolls just far enough to show a new entry. */
function reveal(entry) {
  entry.scrollIntoView({ block: "nearest" });
}

async function send(message, entry) {
  waiting.add(message);
  find("status").textContent = texts.typing;
  try {
    reveal(transcript.addReply(await conversation.say(message)));
  } catch (error) {
    transcript.fail(entry, reason(error.status), () => {
      transcript.settle(entry);
      field.focus();
      send(message, entry);
    });
    reveal(entry);
  } finally {
    waiting.delete(message);
    if (!waiting.size) find("status").textContent = "";
  }
}

/** Says something: typed, or chosen from a suggestion. */
function ask(text) {
  showTalking();
  const entry = transcript.addMine(text);
  reveal(entry);
  return send(conversation.compose(text), entry);
}

function showProblem(text) {
  const problem = find("problem");
  problem.textContent = text;
  problem.hidden = !text;
  field.setAttribute("aria-invalid", String(Boolean(text)));
}

find("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  showProblem(text ? "" : texts.required);
  field.focus();
  if (!text) return;
  field.value = "";
  ask(text);
});

field.addEventListener("keydown", (event) => {
  // While a character is being composed (Japanese, dead keys), Enter belongs to the keyboard.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("form").requestSubmit();
});

field.addEventListener("input", () => showProblem(""));

for (const button of find("starters").querySelectorAll("button")) {
  button.addEventListener("click", () => {
    field.focus(); // the button is about to vanish
    ask(button.textContent);
  });
}

find("delete").addEventListener("click", () => {
  find("confirm").returnValue = ""; // Escape leaves the value of the last time
  find("confirm").showModal();
});

find("confirm").addEventListener("close", async () => {
  if (find("confirm").returnValue !== "yes") return;
  try {
    await conversation.remove();
  } catch {
    find("status").textContent = texts.delete_failed;
    return;
  }
  transcript.clear();
  find("starters").hidden = false;
  find("delete").hidden = true;
  find("status").textContent = texts.deleted;
  field.focus();
});

const turns = await conversation.restore();
if (turns.length) {
  showTalking();
  transcript.restore(turns);
}
find("chat").hidden = false;
