/** The service's interface: every call resolves to what came back or rejects with an ApiError. */

const TIMEOUT_MILLISECONDS = 30_000;

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
  async transcript(id) {
    return (await this.#call("GET", `/${id}/transcript?format=text`)).blob();
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
