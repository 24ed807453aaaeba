/** The talking itself: takes up an earlier conversation, sends messages, and sends again what has not arrived. */

const TYPING_AFTER_MILLISECONDS = 300;
const AGAIN_MILLISECONDS = 5000;
const ONLINE_MILLISECONDS = 4000;

export class Talk {
  #waiting = 0;
  #timers = {};
  #failed = new Map();
  #resent = new Set();
  #ended = new AbortController();

  /** @param {import("./panel.js").Chat} chat */
  constructor(chat) {
    this.chat = chat;
    const { signal } = this.#ended;
    addEventListener("online", this.#online, { signal });
    addEventListener("offline", this.#offline, { signal });
    if (!navigator.onLine) this.#offline();
    this.#restore();
  }

  /** Says `text`. */
  ask(text) {
    const { transcript, conversation, received, emit } = this.chat;
    this.#begun();
    const entry = transcript.addMine(text);
    received(entry);
    const message = conversation.compose(text);
    this.chat.lastSaid = text;
    emit("message", { id: message.id });
    this.#send(message, entry);
  }

  /** Deletes the conversation, on the server and here. Rejects with ApiError. */
  async forget() {
    const { conversation, transcript, desk, starters, say, words, composer } = this.chat;
    await conversation.remove();
    this.#failed.clear();
    transcript.clear();
    desk.reset();
    starters.hidden = false;
    say(words.deleted);
    composer.field.focus();
  }

  stop() {
    this.#ended.abort();
    Object.values(this.#timers).forEach(clearTimeout);
  }

  /** Shows what was said before; as long as it cannot be had and nothing new was said, tries again. */
  async #restore(again = false) {
    const { conversation, transcript, trouble } = this.chat;
    const { outbox } = conversation;
    try {
      const stored = await conversation.restore();
      if (stored && !this.#ended.signal.aborted) this.#show(stored, outbox);
    } catch (error) {
      if (!again) trouble(error);
      this.#after("restore", AGAIN_MILLISECONDS, () => transcript.log.firstChild || this.#restore(true));
    }
  }

  #show(stored, outbox) {
    const { transcript, desk, words, note, say, received } = this.chat;
    say("");
    if (stored.lost) note(words.gone);
    if (!stored.lost || outbox.length) this.#begun();
    transcript.restore(stored);
    desk.restore(stored);
    for (const message of outbox) {
      this.#resent.add(message);
      this.#send(message, transcript.addMine(message.text));
    }
    received(transcript.log.lastChild);
    this.chat.lastSaid = stored.turns.at(-1)?.message ?? "";
  }

  /** The introduction is over. */
  #begun() {
    this.chat.starters.hidden = true;
    this.chat.composer.introduced();
  }

  async #send(message, entry) {
    const { conversation, transcript, words } = this.chat;
    this.#failed.delete(message);
    this.#busy(1);
    try {
      const { messages, number, restarted } = await conversation.say(message);
      this.#busy(-1);
      if (restarted) transcript.note(words.gone, entry);
      // What was on its way before a reload may have arrived, and stand in the log.
      if (this.#resent.has(message) && transcript.has(number)) entry.remove();
      else this.#answered(messages, number);
    } catch (error) {
      this.#busy(-1);
      this.#fail(message, entry, error);
    }
  }

  #answered(messages, number) {
    const { transcript, received, emit, desk } = this.chat;
    received(transcript.addReply(messages, number));
    const custom = messages.find(({ custom }) => custom)?.custom ?? {};
    const { status, reason = null, language = null, item = null, sources = [] } = custom;
    if (custom.state) desk.enter(custom, custom.last_event);
    emit("answer", { status, reason, language, item, sources: sources.map(({ url }) => url) });
  }

  #fail(message, entry, error) {
    const { transcript, composer, received, reason, emit } = this.chat;
    const again = () => {
      transcript.settle(entry);
      this.#send(message, entry);
    };
    this.#failed.set(message, again);
    transcript.fail(entry, reason(error), () => {
      // The button is about to vanish, and the focus with it.
      composer.field.focus();
      again();
    });
    received(entry);
    emit("error", { status: error.status ?? 0 });
  }

  /** Counts what is on its way; says that the answer is being looked for if it takes a moment. */
  #busy(change) {
    const { say, words, desk } = this.chat;
    this.#waiting += change;
    clearTimeout(this.#timers.typing);
    if (!this.#waiting) say("");
    else if (desk.state === "bot") this.#after("typing", TYPING_AFTER_MILLISECONDS, () => say(words.typing, true));
  }

  #after(name, milliseconds, act) {
    if (!this.#ended.signal.aborted) this.#timers[name] = setTimeout(act, milliseconds);
  }

  #online = () => {
    const { network, words } = this.chat;
    network.textContent = words.online;
    this.#after("network", ONLINE_MILLISECONDS, () => (network.textContent = navigator.onLine ? "" : words.offline));
    for (const again of [...this.#failed.values()]) again();
  };

  #offline = () => {
    this.chat.network.textContent = this.chat.words.offline;
  };
}
