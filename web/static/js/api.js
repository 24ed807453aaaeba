/** The web tier's interface: every call resolves to parsed JSON or rejects with an ApiError. */

const TIMEOUT_MILLISECONDS = 30_000;

/** A call that failed; `status` is the HTTP status, 0 if there was no answer at all. */
export class ApiError extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

export class Api {
  /** @param {string | URL} base address the service is served under, with a trailing slash */
  constructor(base) {
    this.base = base;
  }

  /** Starts a conversation; resolves to {id}. */
  create(language) {
    return this.#call("POST", "", { language });
  }

  /** Sends a message; resolves to {messages}. The same `messageId` is never answered twice. */
  send(id, text, messageId) {
    return this.#call("POST", `/${id}/messages`, { message: text, message_id: messageId });
  }

  /** Resolves to {state, language, turns}. */
  read(id) {
    return this.#call("GET", `/${id}`);
  }

  /** Deletes everything that is stored of the conversation. */
  remove(id) {
    return this.#call("DELETE", `/${id}`);
  }

  async #call(method, path, body) {
    const options = { method, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), credentials: "omit" };
    if (body) {
      options.headers = { "Content-Type": "application/json" };
      options.body = JSON.stringify(body);
    }
    let response;
    try {
      response = await fetch(new URL(`api/conversations${path}`, this.base), options);
      if (response.ok) return response.status === 204 ? null : await response.json();
    } catch {
      throw new ApiError(0);
    }
    throw new ApiError(response.status);
  }
}
