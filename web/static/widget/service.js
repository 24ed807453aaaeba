/** The service's interface: calls, which resolve to what came back or reject with an ApiError; and live events. */

const TIMEOUT_MILLISECONDS = 30_000;
const KINDS = ["state", "joined", "typing", "message", "closed"];
const PAUSE_MILLISECONDS = 3000;
const POLLS_BEFORE_STREAM = 20;

/** A call that failed; `status` is the HTTP status, 0 if nothing came back at all; `wait` is in seconds. */
export class ApiError extends Error {
  constructor(status, wait = 0) {
    super(`status ${status}`);
    this.status = status;
    this.wait = wait;
  }
}

export class Api {
  /** @param {URL} server address the service is served under, with a trailing slash */
  constructor(server) {
    this.server = server;
  }

  /** Starts a conversation: {id}. */
  create(language) {
    return this.#json("POST", "", { language });
  }

  /** Sends a message: {messages, number}. The same message id is never answered twice. */
  send(id, { id: message_id, text: message }, language) {
    return this.#json("POST", `/${id}/messages`, { message, message_id, language });
  }

  /** {state, position, turns, entries, last_event}. */
  read(id) {
    return this.#json("GET", `/${id}`);
  }

  /** Deletes everything that is stored of the conversation. */
  remove(id) {
    return this.#json("DELETE", `/${id}`);
  }

  /** Asks for a person: {state, position, open, hours, callback, last_event}. */
  person(id, language) {
    return this.#json("POST", `/${id}/person`, { language });
  }

  /** Back to the machine: {state}. */
  leave(id) {
    return this.#json("DELETE", `/${id}/person`);
  }

  /** Leaves a message: {message, reply_to, consent}. */
  callback(id, form) {
    return this.#json("POST", `/${id}/callback`, form);
  }

  /** Rates an answer: {turn, value: "up" or "down", comment?}. */
  rate(id, rating) {
    return this.#json("POST", `/${id}/ratings`, rating);
  }

  /** The conversation as a text file. */
  async transcript(id, language) {
    return (await this.#call("GET", `/${id}/transcript?format=text&lang=${language}`)).blob();
  }

  /** What has happened since the event `after`: {events: [{id, event, data}]}. */
  events(id, after) {
    return this.#json("GET", `/${id}/events?after=${after}&format=json`);
  }

  /** Address of the stream of events. */
  stream(id, after) {
    return this.#address(`/${id}/events?after=${after}`);
  }

  #address(path) {
    return new URL(`api/conversations${path}`, this.server);
  }

  async #json(...call) {
    const response = await this.#call(...call);
    return response.status === 204 ? null : response.json();
  }

  async #call(method, path, body) {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MILLISECONDS);
    const options = { method, signal: timeout.signal, credentials: "omit" };
    if (body) {
      options.headers = { "Content-Type": "application/json" };
      options.body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(this.#address(path), options);
    } catch {
      throw new ApiError(0);
    } finally {
      clearTimeout(timer);
    }
    if (response.ok) return response;
    throw new ApiError(response.status, Number(response.headers.get("Retry-After")) || 0);
  }
}

/** What happens while a person is wanted or there: a stream of events, or asking again and again without one. */
export class Live {
  #source = null;
  #timer = 0;
  #after = 0;
  #id = null;

  /**
   * @param {Api} api
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
