/**
 * Shows work that is going on: an element with `data-poll` and an id is fetched again until it comes without
 * `data-poll`, and its status is then read out. Somebody who is choosing within a form of it is not disturbed.
 */

import { fetchPart } from "./part.js";

const EVERY_MILLISECONDS = 1000;

for (const part of document.querySelectorAll("[data-poll][id]")) setTimeout(look, EVERY_MILLISECONDS, part);

async function look(part) {
  try {
    show(part, await fetchPart(part.id));
  } catch {
    // The network is away for a moment; we look again.
  }
  if (part.hasAttribute("data-poll")) setTimeout(look, EVERY_MILLISECONDS, part);
}

function show(part, fresh) {
  if (!fresh || part.querySelector("form details[open]")) return;
  part.toggleAttribute("data-poll", fresh.hasAttribute("data-poll"));
  if (fresh.innerHTML === part.innerHTML) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.value : null;
  part.replaceChildren(...fresh.childNodes);
  if (focused) [...part.querySelectorAll("button")].find(({ value }) => value === focused)?.focus({ preventScroll: true });
  if (!part.hasAttribute("data-poll")) {
    document.getElementById("news").textContent = part.querySelector("[role=status]")?.textContent.trim() ?? "";
  }
}
