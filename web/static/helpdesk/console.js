/**
 * What changes around live parts: the page's title, quiet announcements, and the place in the transcript.
 * `data-title` in a part is the new title; `data-count` with `data-say` is read out when the number grows;
 * entries with `data-said-by` are read out when they are new. Times with `data-clock` become those of the place.
 */

const news = document.getElementById("news");
const counts = new Map();
const seen = new Set();
const transcript = document.getElementById("transcript");
let atEnd = true;
let place = -1;
let begun = false;

atOwnAddress();
look();
toEnd();
document.addEventListener("lotse-live", () => {
  look();
  if (atEnd) toEnd();
});
// The browser tells of scrolling a moment later: what arrives in between would tear the reader back to the end.
document.addEventListener("lotse-before", scrolled);
transcript?.addEventListener("scroll", scrolled);

/** A form that was refused leaves the page at the form's address, which cannot be loaded again. */
function atOwnAddress() {
  const own = document.querySelector("[data-page]")?.dataset.page;
  if (own && own !== location.pathname) history.replaceState(null, "", own);
}

function scrolled() {
  if (!transcript || transcript.scrollTop === place) return;
  place = transcript.scrollTop;
  atEnd = transcript.scrollHeight - place - transcript.clientHeight < 40;
}

function toEnd() {
  if (!transcript) return;
  transcript.scrollTop = transcript.scrollHeight;
  place = transcript.scrollTop;
}

function look() {
  document.querySelectorAll("time[data-clock]").forEach(localise);
  const said = [...grown(), ...written()];
  if (said.length) news.textContent = said.join(" ");
  const title = document.querySelector("[data-title]");
  if (title) document.title = title.dataset.title;
  begun = true;
}

/** The page comes with UTC; people read the time of their own place, and the day only if it is another one. */
function localise(time) {
  const at = new Date(time.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  const form = { timeStyle: "short", ...(today ? {} : { dateStyle: "short" }) };
  time.textContent = at.toLocaleString(document.documentElement.lang, form);
  time.title = at.toLocaleString(document.documentElement.lang, { dateStyle: "full", timeStyle: "long" });
}

/** The sentences of numbers that have grown since the page was loaded or looked at last. */
function grown() {
  return [...document.querySelectorAll("[data-count][data-say]")].filter((counter) => {
    const [before, now] = [counts.get(counter.id), Number(counter.dataset.count)];
    counts.set(counter.id, now);
    return before !== undefined && now > before;
  }).map((counter) => counter.dataset.say);
}

/** What somebody else has written since then. */
function written() {
  return [...document.querySelectorAll("[data-said-by][id]")].filter(({ id }) => !seen.has(id) && seen.add(id) && begun)
    .map((entry) => `${entry.dataset.saidBy}: ${entry.querySelector(".said")?.textContent ?? ""}`);
}
