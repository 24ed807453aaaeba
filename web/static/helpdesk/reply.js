/**
 * Forms with `data-send` are sent without leaving the page. What was typed stays in the box, and in the browser's
 * memory of this tab, until the server has confirmed it. A message that is sent again carries the same
 * `message_id`, so that it arrives once; a changed text is another message.
 */

const TYPING_MILLISECONDS = 3000;
const headers = { "X-Requested-With": "fetch" };

document.querySelectorAll("form[data-send]").forEach(keep);
document.addEventListener("click", insert);
document.querySelector("form[data-search]")?.addEventListener("submit", search);
document.addEventListener("lotse-live", changeMode);
if (new URLSearchParams(location.search).get("done") === "conversation.taken") document.getElementById("reply-text")?.focus();

/** Makes one form remember, send and say what went wrong. */
function keep(form) {
  const box = form.elements.text;
  const sent = { text: null };
  restore(form, box, sent);
  box.addEventListener("input", () => {
    if (form.elements.message_id && sent.text !== null && box.value !== sent.text) renew(form, sent);
    store(form, box, sent);
    if (form.dataset.typing) tellTyping(form);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    send(form, box, sent);
  });
}

function restore(form, box, sent) {
  const kept = JSON.parse(sessionStorage.getItem(form.dataset.send) ?? "null");
  // Typed while the page was still loading: those words win, and are remembered too.
  if (box.value && box.value !== kept?.text) return store(form, box, sent);
  if (!kept) return;
  box.value = kept.text;
  if (form.elements.message_id) form.elements.message_id.value = kept.id;
  sent.text = kept.sent;
}

function store(form, box, sent) {
  const kept = { text: box.value, id: form.elements.message_id?.value, sent: sent.text };
  if (box.value) sessionStorage.setItem(form.dataset.send, JSON.stringify(kept));
  else sessionStorage.removeItem(form.dataset.send);
}

function renew(form, sent) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  form.elements.message_id.value = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sent.text = null;
}

async function send(form, box, sent) {
  if (box.readOnly) return;
  const body = new URLSearchParams(new FormData(form));
  sent.text = box.value;
  store(form, box, sent);
  box.readOnly = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers });
    if (answer.status === 401) return location.reload();
    if (!answer.ok) return refused(form, await answer.json());
    box.value = "";
    sessionStorage.removeItem(form.dataset.send);
    if (form.elements.message_id) renew(form, sent);
    say(form, "");
  } catch {
    say(form, form.dataset.unreachable);
  } finally {
    box.readOnly = false;
    box.focus();
  }
  document.dispatchEvent(new CustomEvent("lotse-refresh"));
}

function refused(form, { error }) {
  say(form, error.code === "csrf" ? form.dataset.stale : error.message);
}

/** Shows beside the box what went wrong; the button then says that it sends once more. */
function say(form, problem) {
  const place = form.querySelector("[data-problem]");
  place.textContent = problem;
  form.elements.text.setAttribute("aria-invalid", String(Boolean(problem)));
  const button = form.querySelector("button.primary");
  button.textContent = problem ? form.dataset.again : form.dataset.label;
}

let told = 0;

function tellTyping(form) {
  if (!form.elements.text.value || Date.now() - told < TYPING_MILLISECONDS) return;
  told = Date.now();
  const csrf = { "X-CSRF-Token": document.body.dataset.csrf };
  fetch(form.dataset.typing, { method: "POST", headers: { ...headers, ...csrf } }).catch(() => {});
}

/** A suggestion or canned reply goes to where the cursor is, without leaving the page. */
function insert(event) {
  const button = event.target.closest("button[data-insert]");
  const box = button?.form?.elements.text;
  if (!box) return;
  event.preventDefault();
  const before = box.value.slice(0, box.selectionStart).trimEnd();
  const text = before ? `\n\n${button.dataset.insert}` : button.dataset.insert;
  box.setRangeText(text, before.length, box.selectionEnd, "end");
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Looks for other suggestions, without leaving the page. */
async function search(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers });
    if (answer.status === 401) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("found").replaceChildren(...page.getElementById("found").childNodes);
  } catch {
    document.getElementById("found").textContent = form.dataset.unreachable;
  }
}

/** Somebody has taken, left or closed the conversation: the page needs other parts, unless words would vanish with it. */
function changeMode() {
  const standing = document.getElementById("standing");
  const now = standing.querySelector("[data-mode]").dataset.mode;
  if (now === standing.dataset.mode) return;
  const reply = document.getElementById("reply");
  if (reply?.elements.text.value) say(reply, standing.textContent.trim());
  else location.reload();
}
