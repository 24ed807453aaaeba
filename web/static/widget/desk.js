/** A person instead of the machine: ask for one, wait, talk, go back; or leave a message where nobody is there. */

import { fill, isolated } from "./dom.js";
import { callbackForm, contact } from "./forms.js";
import { Live } from "./service.js";

const TYPING_MILLISECONDS = 6000;
const WITH_PERSON = new Set(["waiting", "human"]);

export class Desk {
  #typing = 0;
  #asking = false;

  /**
   * @param {object} chat words, api, conversation, transcript, say, note, received, trouble, emit, ask
   * @param {HTMLElement} heading of the panel
   * @param {HTMLElement} bar says who answers
   * @param {HTMLButtonElement} toggle "talk to a person", always at the same place
   */
  constructor(chat, heading, bar, toggle) {
    Object.assign(this, { chat, heading, bar, toggle, state: "bot", position: null, name: "" });
    this.live = new Live(chat.api, (event, data) => this.#on[event]?.(data));
    this.#dress();
  }

  /** The state as it was stored; announces nothing. */
  restore({ state, position, person, entries, last_event: after }) {
    Object.assign(this, { state: WITH_PERSON.has(state) ? state : "bot", position: position ?? null, name: person ?? entries?.at(-1)?.name ?? "" });
    if (this.#busy) this.live.start(this.chat.conversation.id, after);
    this.#dress();
  }

  /** Asks for a person, or goes back to the machine. */
  async toggled() {
    const { api, conversation } = this.chat;
    if (this.#asking) return;
    this.#asking = true;
    try {
      const id = await conversation.start();
      if (this.#busy) this.enter(await api.leave(id));
      else this.#answered(await api.person(id, conversation.language));
    } catch (error) {
      this.chat.trouble(error);
    } finally {
      this.#asking = false;
    }
  }

  /** The conversation was deleted: the machine answers. */
  reset() {
    this.live.stop();
    Object.assign(this, { state: "bot", position: null, name: "" });
    this.#dress();
  }

  /** Stops listening. */
  stop() {
    this.live.stop();
    clearTimeout(this.#typing);
  }

  get #busy() {
    return WITH_PERSON.has(this.state);
  }

  /** In the queue; or nobody is there, and may be a message can be left. */
  #answered({ open, hours, callback, last_event: after, ...state }) {
    const { words, ask } = this.chat;
    if (open) return this.enter(state, after);
    const reason = `${words.nobody} ${hours ? fill(words.hours, { hours }) : ""}`;
    ask(callback ? callbackForm(this.chat, reason) : contact(this.chat, reason));
  }

  /** Now in that state; told of by an answer, an event, or what was asked for. `after` is the last event that is known. */
  enter({ state, position = null }, after) {
    const { words, note, emit } = this.chat;
    const before = this.state;
    if (state === before && position === this.position) return;
    Object.assign(this, { state: state === "closed" ? "bot" : state, position });
    if (this.#busy) this.live.start(this.chat.conversation.id, after);
    else this.live.stop();
    this.#dress();
    if (before !== "bot" && !this.#busy) note(state === "closed" ? words.closed : words.back);
    if (before !== "waiting" && state === "waiting") note(words.waiting_hint);
    emit("person", { state, position });
  }

  #on = {
    state: (data) => this.enter(data),
    joined: ({ name }) => {
      this.name = name;
      this.enter({ state: "human" });
      this.chat.note(fill(this.chat.words.joined, { name: isolated(name) }));
    },
    typing: () => {
      this.chat.say(fill(this.chat.words.human_typing, { name: isolated(this.name) }), true);
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.chat.say(""), TYPING_MILLISECONDS);
    },
    message: (message) => {
      clearTimeout(this.#typing);
      this.chat.say("");
      this.chat.received(this.chat.transcript.addPerson(message));
    },
    closed: () => this.enter({ state: "closed" }),
  };

  /** Heading and bar say who answers; the button says what it does now. */
  #dress() {
    const { words, about } = this.chat;
    this.heading.textContent = about.title || (this.#busy ? words.name : words.bot);
    const text = {
      waiting: fill(words.waiting, { position: this.position ?? "…" }),
      human: fill(words.human, { name: isolated(this.name) }),
    }[this.state] ?? (about.title ? words.bot : "");
    if (this.bar.textContent !== text) this.bar.textContent = text;
    this.bar.dataset.state = this.state;
    this.toggle.textContent = { waiting: words.stop_waiting, human: words.end_person }[this.state] ?? words.person;
  }
}
