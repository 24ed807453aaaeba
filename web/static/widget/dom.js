/** Builds elements. Everything from outside becomes text, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  more: "M4.5 12h.1M12 12h.1M19.5 12h.1",
  send: "M4 12h15M13 6l6 6-6 6",
  thumb: "M7 11v9H4v-9zM7 11l4-7c1.6 0 2.4 1.2 2 2.8L12.4 10H19c1.2 0 2 1 1.8 2.2l-1.2 6.2A2 2 0 0 1 17.7 20H7",
};

/**
 * An element with attributes and children. A function is a listener, true an empty attribute; false and null are
 * left out, of attributes and of children.
 */
export function build(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** A button that does not send a form. The second click of a double click does nothing. */
export function button(name, onClick, attributes, ...children) {
  const click = (event) => event.detail < 2 && onClick(event);
  return build("button", { type: "button", class: name, part: name, click, ...attributes }, ...children);
}

/** The button that sends a form, once even with a double click. */
export function submitButton(name, ...children) {
  const click = (event) => event.detail > 1 && event.preventDefault();
  return build("button", { class: name, part: name, click }, ...children);
}

/** Something to decide before the chat goes on. */
export function question(title, ...content) {
  return build("div", { class: "ask", role: "group", "aria-labelledby": "question" },
    build("h3", { id: "question", tabindex: -1 }, title), ...content);
}

/** A line drawing that is never read out. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/** Text that only screen readers get. */
export function unseen(text) {
  return build("span", { class: "unseen" }, text);
}

/** A link that opens a new window, and says so. */
export function outside(href, label, words) {
  return build("a", { href, target: "_blank", rel: "noopener noreferrer" }, label, unseen(` (${words.new_window})`));
}

/** `text` with each {name} replaced by `values[name]`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** A name in the midst of words, whatever direction either has. */
export function isolated(name) {
  return `\u2068${name}\u2069`;
}
