/** What the browser remembers: one entry of the session, written with the first message and not before. */

/** The record `name` as {get, set, remove}; kept in memory where the visitor has switched the storage off. */
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
        storage = null; // full: the conversation goes on, but does not survive a reload
      }
    },
    remove() {
      memory = null;
      storage?.removeItem(name);
    },
  };
}
