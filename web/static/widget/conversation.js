/** One visitor's conversation: its id, the order of its messages, and what is on its way. */

const RETRIES_MILLISECONDS = [1000, 3000];
const PASSING = new Set([0, 429, 502, 503, 504]);

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Conversation {
  #last = Promise.resolve();

  /**
   * @param {import("./service.js").Api} api
   * @param {ReturnType<import("./storage.js").record>} record {id, outbox}, only from the first message on
   * @param {string} language a hint until the visitor has written something
   */
  constructor(api, record, language) {
    Object.assign(this, { api, record, language });
  }

  /** The conversation's id, null before the first message. */
  get id() {
    return this.record.get()?.id ?? null;
  }

  /** Messages that were said and are not known to have arrived: [{id, text}]. */
  get outbox() {
    return Object.entries(this.record.get()?.outbox ?? {}).map(([id, text]) => ({ id, text }));
  }

  /** A message to be said; sent again, it keeps its id. */
  compose(text) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return { id: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), text };
  }

  /** Says a message after all earlier ones: {messages, number, restarted}; rejects with ApiError. */
  say(message) {
    this.#keep([...this.outbox.filter(({ id }) => id !== message.id), message]);
    return this.#queue(async () => {
      const reply = await this.#send(message);
      this.#keep(this.outbox.filter(({ id }) => id !== message.id));
      return reply;
    });
  }

  /** The conversation's id; starts one if there is none. */
  start() {
    return this.#queue(() => this.#start());
  }

  /** What is stored, null if there is nothing; `lost` if it was deleted. Rejects with ApiError. */
  async restore() {
    if (!this.id) return null;
    try {
      return await this.api.read(this.id);
    } catch (error) {
      if (error.status !== 404) throw error;
      this.#restart();
      return { lost: true, turns: [], entries: [] };
    }
  }

  /** Deletes the conversation on the server and here. */
  remove() {
    return this.#queue(async () => {
      try {
        if (this.id) await this.api.remove(this.id);
      } catch (error) {
        if (error.status !== 404) throw error;
      }
      this.record.remove();
    });
  }

  #queue(act) {
    const done = this.#last.then(act);
    this.#last = done.catch(() => {});
    return done;
  }

  async #start() {
    if (!this.id) this.#keep(this.outbox, (await this.api.create(this.language)).id);
    return this.id;
  }

  async #send(message) {
    try {
      return await this.#insist(message);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
    this.#restart();
    return { ...(await this.#insist(message)), restarted: true };
  }

  /** Tries again what may pass by itself: the message's id keeps it from being answered twice. */
  async #insist(message) {
    for (const pause of RETRIES_MILLISECONDS) {
      try {
        return await this.api.send(await this.#start(), message, this.language);
      } catch (error) {
        if (!PASSING.has(error.status) || !navigator.onLine) throw error;
        await sleep(Math.max(pause, Math.min(error.wait, 5) * 1000));
      }
    }
    return this.api.send(await this.#start(), message, this.language);
  }

  #restart() {
    this.#keep(this.outbox, null);
  }

  #keep(outbox, id = this.id) {
    // No array: some pages' libraries change how arrays become JSON.
    const texts = Object.fromEntries(outbox.map((message) => [message.id, message.text]));
    if (id || outbox.length) this.record.set({ id, outbox: texts });
    else this.record.remove();
  }
}

/** What the session remembers under `name`, as {get, set, remove}; kept in memory where the visitor has switched the storage off. */
export function record(name) {
  let memory = null;
  let storage = null;
  try {
    storage = window.sessionStorage;
    storage.getItem(name);
  } catch {
    storage = null;
  }
  return {
    get() {
      try {
        return JSON.parse(storage ? storage.getItem(name) : memory);
      } catch {
        return null;
      }
    },
    set(value) {
      memory = JSON.stringify(value);
      try {
        storage?.setItem(name, memory);
      } catch {
        // Full: the conversation goes on, but does not survive a reload.
        storage = null;
      }
    },
    remove() {
      memory = null;
      storage?.removeItem(name);
    },
  };
}
