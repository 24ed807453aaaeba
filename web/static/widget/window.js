/** The panel on the screen: opens and closes, keeps the focus where it belongs, counts what nobody has read. */

import { fill } from "./dom.js";

const SHEET = "(max-width: 600px), (max-height: 500px)";

export class Window {
  #sheet = matchMedia(SHEET);
  #unread = 0;
  #ended = new AbortController();

  /**
   * @param {object} about as for the Chat
   * @param {(sheet: boolean) => HTMLElement} focusTarget what gets the focus when the panel opens
   * @param {() => boolean} closeInner closes what is open inside the panel; whether there was something
   */
  constructor(about, focusTarget, closeInner) {
    Object.assign(this, { about, focusTarget, closeInner });
    const { panel } = about;
    const { signal } = this.#ended;
    panel.addEventListener("keydown", this.#onKey, { signal });
    panel.addEventListener("cancel", this.#onCancel, { signal });
    this.#sheet.addEventListener("change", this.#onResize, { signal });
    document.addEventListener("focusin", this.#onFocus, { signal });
  }

  get shown() {
    return this.about.inline || this.about.panel.open;
  }

  /** Shows the panel: a sheet over everything on small screens, else beside the page. */
  show() {
    if (this.shown) return;
    this.#open();
    this.focusTarget(this.#sheet.matches).focus();
    this.#count(0);
  }

  /** Hides the panel; the focus goes back to the launcher if it was inside. Whether it was shown. */
  hide() {
    if (this.about.inline || !this.shown) return false;
    const { panel, launcher } = this.about;
    const inside = panel.contains(panel.getRootNode().activeElement);
    panel.close();
    if (inside) launcher.focus();
    return true;
  }

  stop() {
    this.#ended.abort();
  }

  /** Scrolls just far enough to show a new entry, its beginning first. Counts it if the panel is closed. */
  reveal(entry) {
    if (!this.shown) return this.#count(this.#unread + 1);
    const scroller = entry.closest(".scroller");
    if (scroller.scrollHeight <= scroller.clientHeight + 1) return entry.scrollIntoView({ block: "nearest" });
    const box = entry.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    const down = Math.min(box.bottom - view.bottom + 12, box.top - view.top - 12);
    if (down > 0 || box.top < view.top) scroller.scrollTop += down;
  }

  #open() {
    const { panel } = this.about;
    if (this.#sheet.matches) panel.showModal();
    else panel.show();
  }

  #count(number) {
    this.#unread = number;
    this.about.unread(number, number ? fill(this.about.given.texts.unread, { count: number }) : "");
  }

  #onKey = (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    // A sheet would close without us.
    event.preventDefault();
    event.stopPropagation();
    if (!this.closeInner()) this.about.host.close();
  };

  /** A sheet is closed by the platform, such as Android's way back. */
  #onCancel = (event) => {
    event.preventDefault();
    this.about.host.close();
  };

  /** Sheet or window, as the screen now is; the focus stays. */
  #onResize = () => {
    const { panel } = this.about;
    if (this.about.inline || !panel.open) return;
    const focus = panel.getRootNode().activeElement;
    panel.close();
    this.#open();
    focus?.focus();
  };

  /** Makes way where the panel would hide what has the focus on the page. */
  #onFocus = ({ target }) => {
    const { host, panel, inline } = this.about;
    if (inline || !panel.open || target === host || host.contains(target) || !target.getBoundingClientRect) return;
    const box = target.getBoundingClientRect();
    const cover = panel.getBoundingClientRect();
    const hidden = box.top >= cover.top && box.bottom <= cover.bottom && box.left >= cover.left && box.right <= cover.right;
    if (hidden) host.close();
  };
}
