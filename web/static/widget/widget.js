/**
 * <lotse-chat>: the button that opens the chat. This file is all that a page loads before a visitor opens it; the rest
 * comes from the same service with the first opening. docs/how-to/embed-the-widget.md is its description.
 */
(() => {
  "use strict";
  if (customElements.get("lotse-chat")) return;

  const script = document.currentScript;
  const HOME = new URL(".", script?.src || document.baseURI);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // The launcher's name, and what is said when nothing can be loaded. The other words come with the first opening.
  // Neighbours are related, which makes them smaller on their way.
  const WORDS = {
    de: ["Fragen an Lotse", "Der Chat ist gerade nicht erreichbar."],
    nl: ["Vraag het Lotse", "De chat is op dit moment niet bereikbaar."],
    en: ["Ask Lotse", "The chat cannot be reached at the moment."],
    da: ["Spørg Lotse", "Chatten kan ikke nås lige nu."],
    sv: ["Fråga Lotse", "Chatten kan inte nås just nu."],
    es: ["Preguntar a Lotse", "El chat no está disponible en este momento."],
    pt: ["Perguntar ao Lotse", "O chat não está acessível neste momento."],
    fr: ["Poser une question à Lotse", "Le chat n’est pas accessible pour le moment."],
    it: ["Fare una domanda a Lotse", "La chat non è raggiungibile al momento."],
    ro: ["Întrebați Lotse", "Chatul nu este disponibil în acest moment."],
    cs: ["Zeptejte se Lotse", "Chat teď není dostupný."],
    sk: ["Opýtajte sa Lotse", "Chat teraz nie je dostupný."],
    hr: ["Pitajte Lotse", "Chat trenutačno nije dostupan."],
    sl: ["Vprašajte Lotse", "Klepet trenutno ni dosegljiv."],
    pl: ["Zapytaj Lotse", "Czat jest w tej chwili niedostępny."],
    lt: ["Klauskite Lotse", "Pokalbis šiuo metu nepasiekiamas."],
    lv: ["Jautājiet Lotse", "Tērzēšana pašlaik nav sasniedzama."],
    et: ["Küsige Lotselt", "Vestlusega ei saa praegu ühendust."],
    fi: ["Kysykää Lotselta", "Keskusteluun ei juuri nyt saada yhteyttä."],
    hu: ["Kérdezze a Lotsét", "A csevegés jelenleg nem érhető el."],
    tr: ["Lotse'ye sorun", "Sohbete şu anda ulaşılamıyor."],
    ga: ["Cuir ceist ar Lotse", "Níl an comhrá ar fáil faoi láthair."],
    mt: ["Staqsi lil Lotse", "Iċ-chat mhux disponibbli bħalissa."],
    el: ["Ρωτήστε τον Lotse", "Η συνομιλία δεν είναι διαθέσιμη αυτή τη στιγμή."],
    bg: ["Попитайте Lotse", "Чатът в момента не е достъпен."],
    ru: ["Спросить Lotse", "Чат сейчас недоступен."],
    uk: ["Запитати Lotse", "Чат зараз недоступний."],
    ar: ["اسألوا Lotse", "لا يمكن الوصول إلى الدردشة حالياً."],
    fa: ["از Lotse بپرسید", "گفت‌وگو در حال حاضر در دسترس نیست."],
  };
  const RIGHT_TO_LEFT = ["ar", "fa"];
  const STYLE = `
:host { all: initial !important; display: block !important; }
:host([hidden]) { display: none !important; }
* { box-sizing: border-box; }
.lotse {
  --accent: var(--lotse-accent, #0f4c6b); --on-accent: var(--lotse-on-accent, #fff); --ink: var(--lotse-ink, #1b2730);
  --surface: var(--lotse-surface, #fffefb); --offset: var(--lotse-offset, 16px);
  color: var(--ink); font: 1em/1.5 var(--lotse-font, system-ui, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif); color-scheme: light;
}
[data-theme=dark] {
  --accent: var(--lotse-accent, #8ec9e6); --on-accent: var(--lotse-on-accent, #0b2230); --ink: var(--lotse-ink, #e8edf0);
  --surface: var(--lotse-surface, #18232b); color-scheme: dark;
}
.corner { position: fixed; z-index: var(--lotse-z-index, 2147483000); inset: auto var(--offset) var(--offset) auto; }
[data-position=left] .corner { right: auto; left: var(--offset); }
.launcher {
  display: flex; align-items: center; gap: .6em; min-height: 52px; max-width: calc(100vw - 32px); margin: 0; padding: .5em 1.25em .5em 1em;
  border: 2px solid var(--surface); border-radius: 26px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; text-align: start; cursor: pointer; box-shadow: 0 2px 12px rgb(10 25 35 / .28);
}
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.launcher svg { flex: none; width: 1.6em; height: 1.6em; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; }
.launcher[aria-busy=true] svg { opacity: .5; }
.badge { min-width: 1.75em; padding: 0 .4em; border-radius: 1em; background: var(--on-accent); color: var(--accent); text-align: center; }
.outage {
  margin: 0 0 10px; max-width: min(22em, 100vw - 32px); padding: .75em 1em; border: 1px solid currentColor;
  border-radius: 10px; background: var(--surface);
}
.outage p { margin: 0; }
[hidden] { display: none !important; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { .lotse { display: none; } }`;

  /** An element with attributes. */
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const bubble = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(path);
    return svg;
  };

  /** Where the browser cannot make a sheet, a style element does; a strict policy may refuse that one. */
  const style = (root) => {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      root.append(make("style", {}, STYLE));
    }
  };

  /** The panel's styles, once for each element. */
  const dressed = (root, href) => new Promise((resolve, reject) => {
    if (root.querySelector("link")) return resolve();
    const link = make("link", { rel: "stylesheet", href });
    link.onload = resolve;
    link.onerror = () => reject(new Error("styles"), link.remove());
    root.append(link);
  });

  /** The JSON at `url`; rejects with `status`, and with the service's own words where it does not let the page in. */
  const fetched = async (url) => {
    const response = await fetch(url, { credentials: "omit" });
    const { status } = response;
    if (response.ok) return response.json();
    throw Object.assign(new Error("words"), { status, reason: status === 403 && (await response.json()).error.message });
  };

  class LotseChat extends HTMLElement {
    static observedAttributes = ["lang", "title", "theme", "position", "open"];
    #root = this.attachShadow({ mode: "open" });
    #frame = null;
    #launcher = null;
    #panel = null;
    #chat = null;
    #opening = null;

    /** Opens the chat; resolves when it can be used, or when it has said why not. */
    open() {
      this.setAttribute("open", "");
      return this.#opening ?? Promise.resolve();
    }

    /** Closes the chat; the conversation goes on. */
    close() {
      this.removeAttribute("open");
    }

    connectedCallback() {
      if (!this.#frame) this.#build();
      dark.addEventListener("change", this.#dress);
      this.#dress();
      if (this.#inline || this.hasAttribute("open")) this.#show();
    }

    disconnectedCallback() {
      dark.removeEventListener("change", this.#dress);
      this.#chat?.stop();
      this.#chat = null;
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || !this.isConnected || before === now) return;
      if (name !== "open") this.#dress();
      else if (now === null) this.#hide();
      else if (before === null) this.#show();
      if (name === "lang") this.#translate();
    }

    get #inline() {
      return this.hasAttribute("inline");
    }

    get #server() {
      const given = this.getAttribute("server");
      return given ? new URL(given.endsWith("/") ? given : `${given}/`, document.baseURI) : HOME;
    }

    /** The language of the element, of the page around it, or of the browser; English if we speak none of them. */
    get #language() {
      const tags = [this.closest("[lang]")?.lang, ...navigator.languages];
      return tags.map((tag) => tag?.slice(0, 2).toLowerCase()).find((code) => Object.hasOwn(WORDS, code)) ?? "en";
    }

    get #words() {
      return new URL(`api/widget/texts/${this.#language}`, this.#server);
    }

    #find(selector) {
      return this.#frame.querySelector(selector);
    }

    #build() {
      style(this.#root);
      this.#launcher = make("button", {
        type: "button", class: "launcher", part: "launcher", "aria-expanded": "false", "aria-controls": "panel",
      }, bubble(), make("span", { class: "label" }), make("span", { class: "badge", "aria-hidden": "true", hidden: "" }));
      // The second click of a double click would close what the first has opened.
      this.#launcher.addEventListener("click", (event) => event.detail < 2 && this.toggleAttribute("open"));
      const outage = make("div", { class: "outage", part: "outage", role: "alert", hidden: "" }, make("p", {}), make("slot", {}));
      const news = make("span", { class: "unseen news", role: "status" });
      const around = this.#inline ? make("div", {}, outage) : make("div", { class: "corner" }, outage, this.#launcher, news);
      this.#panel = make(this.#inline ? "section" : "dialog", { id: "panel", class: "panel", part: "panel", "aria-labelledby": "title" });
      // The empty title keeps the element's own from showing up as a tooltip everywhere.
      this.#frame = make("div", { class: "lotse", title: "", ...(!this.#inline && { role: "region" }) }, around, this.#panel);
      this.#frame.classList.toggle("inline", this.#inline);
      this.#root.append(this.#frame);
    }

    /** Language, colours and place, as the attributes say. */
    #dress = () => {
      const theme = this.getAttribute("theme");
      const language = this.#language;
      Object.assign(this.#frame, { lang: language, dir: RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr" });
      this.#frame.dataset.theme = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
      this.#frame.dataset.position = this.getAttribute("position") === "left" ? "left" : "right";
      const label = this.getAttribute("title") || WORDS[language][0];
      this.#launcher.querySelector(".label").textContent = label;
      if (!this.#inline) this.#frame.setAttribute("aria-label", label);
    };

    #show() {
      this.#opening ??= this.#open().finally(() => (this.#opening = null));
    }

    async #open() {
      this.#find(".outage").hidden = true;
      this.#launcher.setAttribute("aria-busy", "true");
      try {
        this.#chat ??= await this.#load();
        if (!this.isConnected || !(this.#inline || this.hasAttribute("open"))) return;
        this.#launcher.setAttribute("aria-expanded", "true");
        this.#chat.show();
        this.#emit("open");
      } catch (error) {
        this.#fail(error);
      } finally {
        this.#launcher.removeAttribute("aria-busy");
      }
    }

    #hide() {
      this.#launcher.setAttribute("aria-expanded", "false");
      if (this.#chat?.hide()) this.#emit("close");
    }

    /** Loads words, code and styles, all at once; rejects if one of them cannot be had. */
    async #load() {
      const server = this.#server;
      const [given, { Chat }] = await Promise.all([
        fetched(this.#words), import(new URL("static/widget/panel.js", server)), dressed(this.#root, new URL("static/widget/panel.css", server)),
      ]);
      const place = this.id || [...document.querySelectorAll("lotse-chat")].indexOf(this) || "";
      return new Chat({
        given, server, host: this, panel: this.#panel, launcher: this.#launcher, inline: this.#inline,
        key: `lotse.conversation${place && `.${place}`}`, title: this.getAttribute("title"),
        questions: this.getAttribute("questions")?.split("|").map((text) => text.trim()).filter(Boolean),
        emit: (name, detail) => this.#emit(name, detail), unread: (count, text) => this.#count(count, text),
        choose: (language) => this.#emit("language", { language }) && (this.lang = language),
      });
    }

    /** The open chat in other words; without them it stays as it is. */
    async #translate() {
      const chat = this.#chat;
      if (!chat || chat.language === this.#language) return;
      try {
        const given = await fetched(this.#words);
        if (chat === this.#chat && given.language === this.#language) this.#chat = chat.translated(given);
      } catch (error) {
        chat.trouble(error);
        this.lang = chat.language;
      }
    }

    /** Says that the chat cannot be had; the website's own way to help stands below. */
    #fail({ status = 0, reason }) {
      const outage = this.#find(".outage");
      outage.firstChild.textContent = reason || WORDS[this.#language][1];
      outage.hidden = false;
      this.close();
      this.#emit("error", { status });
    }

    #count(count, text) {
      const badge = this.#find(".badge");
      if (!badge) return;
      badge.textContent = count || "";
      badge.hidden = !count;
      this.#find(".news").textContent = text;
    }

    /** Tells the page; false if it has prevented what would follow. */
    #emit(name, detail = {}) {
      return this.dispatchEvent(new CustomEvent(`lotse:${name}`, { bubbles: true, composed: true, cancelable: true, detail }));
    }
  }

  customElements.define("lotse-chat", LotseChat);

  /** A page that has no <lotse-chat> gets one; data-… of the script become its attributes. */
  const place = () => {
    const { manual, ...attributes } = { ...script?.dataset };
    if (manual === undefined && !document.querySelector("lotse-chat")) document.body.append(make("lotse-chat", attributes));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
})();
