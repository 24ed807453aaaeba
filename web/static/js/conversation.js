/** One visitor's conversation: its id, the order of its messages, and what the browser remembers. */

const KEY = "lotse.conversation";

export class Conversation {
  #last = Promise.resolve();

  /**
   * @param {import("./api.js").Api} api
   * @param {Storage} storage where the id is kept, only from the first message on
   * @param {string} language of the page, a hint until the visitor has written something
   */
  constructor(api, storage, language) {
    this.api = api;
    this.storage = storage;
    this.language = language;
  }

  /** The conversation's id, null before the first message. */
  get id() {
    return this.storage.getItem(KEY);
  }

  /** A message to be said; sent again, it keeps its id. */
  compose(text) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return { id: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), text };
  }

  /** Says a message after all earlier ones; resolves to the elements of the reply, rejects with ApiError. */
  say(message) {
    const reply = this.#last.then(() => this.#send(message));
    this.#last = reply.catch(() => {});
    return reply;
  }

  /** The turns so far, [] if there are none or they were deleted. */
  async restore() {
    if (!this.id) return [];
    try {
      return (await this.api.read(this.id)).turns;
    } catch (error) {
      if (error.status === 404) this.forget();
      return [];
    }
  }

  /** Deletes the conversation on the server and here. */
  async remove() {
    await this.#last;
    try {
      if (this.id) await this.api.remove(this.id);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
    this.forget();
  }

  /** Forgets the id; the next message starts a new conversation. */
  forget() {
    this.storage.removeItem(KEY);
  }

  async #send(message) {
    if (!this.id) this.storage.setItem(KEY, (await this.api.create(this.language)).id);
    try {
      return (await this.api.send(this.id, message.text, message.id)).messages;
    } catch (error) {
      if (error.status === 404) this.forget();
      throw error;
    }
  }
}
