/** The page around the chat takes the language that was chosen in the chat; what is written there stays. */
document.addEventListener("lotse:language", async ({ detail: { language } }) => {
  const address = new URL(`?lang=${language}`, location.href);
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const { lang, dir } = page.documentElement;
  Object.assign(document.documentElement, { lang, dir });
  for (const part of ["title", "header", "h1", "aside"]) document.querySelector(part).replaceWith(page.querySelector(part));
  history.replaceState(null, "", address);
});
