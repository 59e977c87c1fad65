// Filters, order and pages of results: what they change is asked for and put in place. Focus stays on the
// filter that changed; after a link it goes to the results.

const PLACE = "#esito";
const HEADING = "risultati";

let asking: AbortController | undefined;
let shown = "";

const here = (): string => location.pathname + location.search;

async function ask(url: string, { kept = "", push = true } = {}): Promise<void> {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const answer = await fetch(url, { signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector<HTMLElement>(PLACE);
    if (!answer.ok || !next) return location.assign(url);
    put(next, page.title, kept);
    if (push) history.pushState(null, "", url);
    shown = here();
  } catch {
    if (!signal.aborted) location.assign(url);
  }
}

function put(next: HTMLElement, title: string, kept: string): void {
  const now = document.querySelector<HTMLElement>(PLACE)!;
  keepOpen(now, next, kept !== "");
  now.replaceWith(next);
  document.title = title;
  enhance();
  const heading = document.getElementById(HEADING);
  const same = kept && document.getElementById(kept);
  if (same) same.focus({ preventScroll: true });
  else heading?.focus();
  const said = document.querySelector("[data-esito]");
  if (said) said.textContent = heading?.textContent ?? "";
}

// What the reader opened stays open; the panel of a phone, while filters are chosen in it.
function keepOpen(now: HTMLElement, next: HTMLElement, inPanel: boolean): void {
  for (const group of now.querySelectorAll<HTMLDetailsElement>("details[id]")) {
    const twin = next.querySelector<HTMLDetailsElement>(`#${CSS.escape(group.id)}`);
    if (twin) twin.open = group.open;
  }
  const panel = now.querySelector<HTMLElement>(".cd-facets")?.checkVisibility();
  next.querySelector(".cd-facets")?.classList.toggle("is-open", inPanel && panel);
}

function address(form: HTMLFormElement): string {
  const values = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  return `${form.action}?${values}`;
}

// The same words in the same place: all else of the page stays.
function isSameSearch(url: URL): boolean {
  const now = new URL(location.href);
  const says = (one: URL) => ["q", "dentro", "esatta"].map((name) => one.searchParams.get(name)).join("\n");
  return url.origin + url.pathname === now.origin + now.pathname && says(url) === says(now);
}

function enhance(): void {
  const place = document.querySelector<HTMLElement>(PLACE)!;
  for (const form of place.querySelectorAll<HTMLFormElement>("form[data-applica]")) {
    form.querySelector("button")?.setAttribute("hidden", "");
    form.addEventListener("change", () => void ask(address(form), { kept: document.activeElement?.id ?? "" }));
  }
  place.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.href);
    if (url.hash || !isSameSearch(url)) return;
    event.preventDefault();
    void ask(link.href);
  });
  panel(place);
}

// The filters of a phone: their link opens and closes them, the one below them leads on.
function panel(place: HTMLElement): void {
  const facets = place.querySelector<HTMLElement>(".cd-facets");
  const opener = place.querySelector<HTMLElement>("[data-filtra]");
  if (!facets || !opener) return;
  facets.classList.add("is-led"); // no more by the fragment of the address
  const set = (open: boolean) => {
    facets.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
  };
  set(facets.classList.contains("is-open") || location.hash === `#${facets.id}`);
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    set(!facets.classList.contains("is-open"));
  });
  facets.querySelector("[data-mostra]")?.addEventListener("click", (event) => {
    event.preventDefault();
    set(false);
    document.getElementById(HEADING)?.focus();
  });
}

export function applyFilters(): void {
  if (!document.querySelector(PLACE)) return;
  shown = here();
  enhance();
  addEventListener("popstate", () => {
    // Fragments are entries of their own, and show what is shown.
    if (here() !== shown) void ask(location.href, { push: false });
  });
}
