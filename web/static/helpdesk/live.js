/**
 * Keeps pages fresh without reloading. An element with `data-live="<topics>"` and an id is fetched again with the
 * page it stands on whenever one of its topics has news.
 * Topics: `queue`, `conversation:<number>`, `approvals`. What somebody writes in a form is never replaced:
 * forms stand outside of live parts, or the part waits while the focus is within it.
 *
 * A part sends the events `lotse-before` and `lotse-live` around being replaced; `lotse-refresh` on the
 * document asks for all parts now.
 */

import { fetchPart } from "./part.js";

const AGAIN_MILLISECONDS = 3000;
const POLL_MILLISECONDS = 15_000;
/** Times such as "5 minutes ago" grow old by themselves. */
const AGE_MILLISECONDS = 60_000;
const parts = [...document.querySelectorAll("[data-live][id]")];
const topics = [...new Set(parts.flatMap((part) => part.dataset.live.split(" ")))];
const due = new Set();
const loading = new Set();
const came = new Map();
let source = null;
let timer = 0;

if (topics.length) {
  document.addEventListener("lotse-refresh", refreshAll);
  document.addEventListener("visibilitychange", arrange);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ({ persisted }) => persisted && arrange());
  arrange();
}
// What was typed and not sent must not wait in the browser for who logs in next.
document.querySelector("form.self")?.addEventListener("submit", () => sessionStorage.clear());

/** A page that is seen listens; one in the background asks now and then, because a browser opens few connections. */
function arrange() {
  stop();
  timer = setInterval(refreshAll, document.hidden ? POLL_MILLISECONDS : AGE_MILLISECONDS);
  if (!document.hidden) follow();
}

function stop() {
  source?.close();
  source = null;
  clearInterval(timer);
}

function follow() {
  source = new EventSource(`/helpdesk/live?topics=${encodeURIComponent(topics.join(","))}`);
  source.addEventListener("news", ({ data }) => refresh(data));
  source.addEventListener("open", refreshAll);
  source.addEventListener("error", () => source?.readyState === EventSource.CLOSED && poll());
}

/** The server has no room for one more stream, or the login has ended: asking shows which. */
function poll() {
  stop();
  timer = setInterval(arrange, POLL_MILLISECONDS);
  refreshAll();
}

function refreshAll() {
  parts.forEach(load);
}

function refresh(topic) {
  for (const part of parts) if (part.dataset.live.split(" ").includes(topic)) load(part);
}

/** Fetches the part; what comes while it is on its way is fetched once more after it. */
async function load(part) {
  if (loading.has(part)) return due.add(part);
  if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) {
    return part.addEventListener("focusout", () => load(part), { once: true });
  }
  loading.add(part);
  try {
    replace(part, await fetchPart(part.id));
  } catch {
    setTimeout(() => load(part), AGAIN_MILLISECONDS);
  } finally {
    loading.delete(part);
    if (due.delete(part)) load(part);
  }
}

function replace(part, fresh) {
  // Compared with what came last: scripts may have changed what is shown, and who selects text keeps the selection.
  if (!fresh || fresh.innerHTML === came.get(part)) return;
  came.set(part, fresh.innerHTML);
  const focused = part.contains(document.activeElement) ? document.activeElement.id : null;
  // What somebody has opened or closed stays as it is.
  for (const old of part.querySelectorAll("details[id]")) {
    const same = fresh.querySelector(`#${CSS.escape(old.id)}`);
    if (same) same.open = old.open;
  }
  part.dispatchEvent(new CustomEvent("lotse-before", { bubbles: true }));
  part.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  part.dispatchEvent(new CustomEvent("lotse-live", { bubbles: true }));
}
