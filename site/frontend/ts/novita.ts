// "Novità dalla tua ultima visita": what this browser remembers of the last time it saw the list.
// All times are the site's own: the reader's clock is never read.
import { isTime, recall, remember } from "./memoria";

interface Visite {
  /** when the visit before this one ended: what is newer is new; 0 on the first visit */
  prima: number;
  /** when the list was last seen */
  ultima: number;
}

const NAME = "visite";
const MINUTE = 60_000;
/** A pause after which seeing the list again is another visit. */
const PAUSE = 30 * MINUTE;
/** How far ahead of the site's clock a kept time may be before it is nonsense. */
const SLACK = 5 * MINUTE;

function isVisite(value: unknown): value is Visite {
  const kept = value as Partial<Visite> | null;
  return typeof kept === "object" && kept !== null && isTime(kept.prima) && isTime(kept.ultima);
}

function visit(now: number): Visite | undefined {
  const kept = recall(NAME, isVisite, { prima: 0, ultima: 0 });
  const sane = kept.ultima <= now + SLACK && kept.prima <= kept.ultima;
  const { prima, ultima } = sane ? kept : { prima: 0, ultima: 0 };
  const visite = { prima: now - ultima > PAUSE ? ultima : prima, ultima: Math.max(now, ultima) };
  return remember(NAME, visite) ? visite : undefined;
}

function badge(): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "badge cd-badge cd-badge--ok";
  mark.textContent = "Novità";
  return mark;
}

function timeOf(row: Element): number {
  return Date.parse(row.querySelector("time")?.dateTime ?? "");
}

function sentence(count: number, more: boolean, since: number): string {
  const day = new Intl.DateTimeFormat("it", { dateStyle: "long", timeZone: "Europe/Rome" }).format(since);
  const first = count === 1 && !more ? "Una novità" : `${count} ${more ? "o più " : ""}novità`;
  return `${first} dalla tua ultima visita (${day})`;
}

/** The line above the list, and the button that says "seen". */
function announce(list: Element, text: string, seen: () => void): void {
  const line = document.createElement("div");
  const status = document.createElement("p");
  const button = document.createElement("button");
  line.className = "cd-novita";
  status.setAttribute("role", "status");
  status.tabIndex = -1;
  button.type = "button";
  button.className = "cd-btn cd-btn--line cd-btn--s";
  button.textContent = "Segna tutto come visto";
  line.append(status, button);
  list.before(line);
  // What stands in a region when it appears is not read out; what comes to it is.
  requestAnimationFrame(() => {
    status.textContent = text;
  });
  button.addEventListener("click", () => {
    seen();
    button.remove();
    status.textContent = "Nessuna novità: hai visto tutto";
    status.focus();
  });
}

export function markNews(): void {
  const list = document.querySelector<HTMLElement>("[data-novita]");
  const now = Date.parse(list?.dataset.novita ?? "");
  if (!list || Number.isNaN(now)) return;
  const visite = visit(now);
  if (!visite || visite.prima === 0) return;

  const rows = [...list.children];
  const fresh = rows.filter((row) => timeOf(row) > visite.prima);
  if (fresh.length === 0) return;
  const marks = fresh.map((row) => {
    const mark = badge();
    row.querySelector(".cd-log__t")?.prepend(mark, " ");
    return mark;
  });
  const line = rows[fresh.length];
  line?.classList.add("cd-log__seen");

  if (!list.hasAttribute("data-novita-dice")) return;
  const more = !line && list.hasAttribute("data-novita-segue");
  announce(list, sentence(fresh.length, more, visite.prima), () => {
    remember(NAME, { prima: now, ultima: now });
    for (const mark of marks) mark.remove();
    line?.classList.remove("cd-log__seen");
  });
}
