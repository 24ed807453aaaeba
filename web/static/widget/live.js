/** What happens while a person is wanted or there: a stream of events, or asking again and again without one. */

const KINDS = ["state", "joined", "typing", "message", "closed"];
const PAUSE_MILLISECONDS = 3000;
const POLLS_BEFORE_STREAM = 20;

export class Live {
  #source = null;
  #timer = 0;
  #after = 0;
  #id = null;

  /**
   * @param {import("./api.js").Api} api
   * @param {(event: string, data: object) => void} onEvent called once for each event, in order
   */
  constructor(api, onEvent) {
    Object.assign(this, { api, onEvent });
  }

  /** Follows the conversation from the event after `after` on; a second call changes nothing. */
  start(id, after = this.#after) {
    if (this.#id === id) return;
    this.stop();
    this.#id = id;
    this.#after = after;
    this.#stream();
  }

  /** Ends following. */
  stop() {
    this.#id = null;
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  #stream() {
    if (!window.EventSource) return this.#poll(Infinity);
    const source = new EventSource(this.api.stream(this.#id, this.#after));
    this.#source = source;
    for (const kind of KINDS) {
      source.addEventListener(kind, ({ data, lastEventId }) => this.#take(Number(lastEventId), kind, data ? JSON.parse(data) : {}));
    }
    source.addEventListener("error", () => {
      // A stream that was cut off comes back by itself; one that was refused does not.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.#source = null;
      this.#poll(POLLS_BEFORE_STREAM);
    });
  }

  async #poll(left) {
    const id = this.#id;
    try {
      const { events } = await this.api.events(id, this.#after);
      for (const { id: number, event, data } of events) if (this.#id === id) this.#take(number, event, data);
    } catch (error) {
      if (error.status === 404 && this.#id === id) return this.#gone();
    }
    if (this.#id !== id) return;
    this.#timer = setTimeout(() => (left > 1 ? this.#poll(left - 1) : this.#stream()), PAUSE_MILLISECONDS);
  }

  #take(number, event, data) {
    if (number <= this.#after) return;
    this.#after = number;
    this.onEvent(event, data);
  }

  #gone() {
    this.stop();
    this.onEvent("closed", {});
  }
}
