/** Prints the conversation alone, without the page around it. */

const STYLE = `
  body { font: 11pt/1.5 system-ui, sans-serif; margin: 0; }
  h3 { font-size: 10pt; margin: 1.2em 0 .2em; break-after: avoid; }
  .text, .source { break-inside: avoid; white-space: pre-line; }
  .small, .when { color: #444; }
  .when::before { content: "("; } .when::after { content: ")"; }
  a::after { content: " <" attr(href) ">"; font-size: 9pt; overflow-wrap: anywhere; }
  button, form, .rating, .choices, .failure, .unseen { display: none; }`;

/** Opens the browser's print dialogue for a copy of `log`. */
export function print(log) {
  const frame = document.createElement("iframe");
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("tabindex", "-1");
  Object.assign(frame.style, { position: "fixed", width: "0", height: "0", border: "0" });
  document.body.append(frame);
  const page = frame.contentDocument;
  const { lang, dir } = log.closest("[lang]");
  Object.assign(page.documentElement, { lang, dir });
  page.body.append(page.importNode(log, true));
  // A sheet of the frame's own window: a style element would be refused by a strict policy.
  const sheet = new frame.contentWindow.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  page.adoptedStyleSheets = [sheet];
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow.print();
}
