/** The browser's session storage, or the page's own memory where the visitor has switched it off. */

export function sessionStore() {
  try {
    const store = window.sessionStorage;
    store.getItem("lotse");
    return store;
  } catch {
    const memory = new Map();
    return {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => memory.set(key, value),
      removeItem: (key) => memory.delete(key),
    };
  }
}
