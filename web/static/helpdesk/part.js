/**
 * A part of the page, fetched anew: `?part=<id>` tells the server that one part is enough. Null if the page does not
 * answer with it; where the login has ended, the page is loaded again and leads there. Rejects without a network.
 */
export async function fetchPart(id) {
  const address = new URL(location.href);
  address.searchParams.set("part", id);
  const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
  if (answer.status === 401) location.reload();
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
}
