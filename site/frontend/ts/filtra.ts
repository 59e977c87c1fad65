// Facets and order apply when they change: what they change is asked for and put in place, focus stays.

const PLACE = "#esito";

async function ask(url: string): Promise<void> {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.querySelector<HTMLElement>(PLACE);
  const next = page.querySelector<HTMLElement>(PLACE);
  if (!answer.ok || !now || !next) return location.assign(url);
  keepOpen(now, next);
  const focused = document.activeElement?.id;
  now.replaceWith(next);
  document.title = page.title;
  history.pushState(null, "", url);
  enhance();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  const said = document.querySelector("[data-esito]");
  if (said) said.textContent = next.querySelector("h2[data-conteggio]")?.textContent ?? "";
}

// What the reader opened stays open.
function keepOpen(now: HTMLElement, next: HTMLElement): void {
  for (const group of now.querySelectorAll<HTMLDetailsElement>("details[id]")) {
    const twin = next.querySelector<HTMLDetailsElement>(`#${CSS.escape(group.id)}`);
    if (twin) twin.open = group.open;
  }
  const shown = now.querySelector<HTMLElement>(".cd-facets")?.checkVisibility();
  next.querySelector(".cd-facets")?.classList.toggle("is-open", shown);
}

function address(form: HTMLFormElement): string {
  const values = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  return `${form.action}?${values}`;
}

function enhance(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>(`${PLACE} form[data-applica]`)) {
    form.querySelector("button")?.setAttribute("hidden", "");
    form.addEventListener("change", () => void ask(address(form)).catch(() => form.submit()));
  }
}

export function applyFilters(): void {
  if (!document.querySelector(PLACE)) return;
  enhance();
  // The page before is asked for again, whole.
  addEventListener("popstate", () => location.reload());
}
