/**
 * Keyboard shortcuts, only while no field has the focus, and only as long as they are switched on.
 * `data-key="t"` is pressed by t, or gets the focus if it is a field; `data-row` is what j and k go through.
 */

const KEPT = "lotse-keys";
const FIELDS = "input, textarea, select, [contenteditable]";
const PATIENCE_MILLISECONDS = 1500;
const dialog = document.getElementById("keys");
const opener = document.getElementById("keys-open");
const active = document.getElementById("keys-active");
let before = "";
let timer = 0;

active.checked = localStorage.getItem(KEPT) !== "off";
active.addEventListener("change", () => localStorage.setItem(KEPT, active.checked ? "on" : "off"));
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
document.addEventListener("keydown", pressed);

function pressed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("form[data-send] textarea")) {
    event.preventDefault();
    return event.target.form.requestSubmit();
  }
  const busy = event.target.matches(FIELDS) || dialog.open || event.ctrlKey || event.metaKey || event.altKey;
  if (busy || !active.checked || event.key.length !== 1) return;
  const key = before + event.key;
  remember(key === "g" ? key : "");
  if (act(key)) event.preventDefault();
}

/** `g` waits a moment for the letter that says where to go. */
function remember(key) {
  before = key;
  clearTimeout(timer);
  timer = setTimeout(() => { before = ""; }, PATIENCE_MILLISECONDS);
}

function act(key) {
  if (key === "?") return dialog.showModal() ?? true;
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const here = document.activeElement.closest("[data-row]")?.querySelector(selector);
  const found = here ?? document.querySelector(selector);
  if (!found) return false;
  for (let around = found.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  if (found.matches(FIELDS)) found.focus();
  else found.click();
  return true;
}

/** To the next or the last row, from outside to the first one. */
function step(by) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement.closest("[data-row]"));
  const next = at < 0 ? rows[0] : rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  next.querySelector("a, button").focus();
  return true;
}
