// Which schede this browser has opened: a mark in the lists, kept here and nowhere else.
import { forget, isStrings, recall, remember } from "./memoria";

const NAME = "lette";
/** "3.1 2026-11-18": the code of a scheda, and the day of its last change when it was read. */
const MOST = 500;

function readOnes(): Map<string, string> {
  const kept = recall(NAME, isStrings, []);
  return new Map(kept.map((entry) => entry.split(" ") as [string, string]));
}

function markThisOne(): void {
  const page = document.querySelector<HTMLElement>("[data-scheda]");
  const code = page?.dataset.scheda;
  if (!page || !code) return;
  const read = readOnes();
  read.delete(code);
  read.set(code, page.dataset.cambiata ?? "");
  const entries = [...read].map(([key, day]) => `${key} ${day}`);
  remember(NAME, entries.slice(-MOST));
}

function addForget(list: Element, marks: HTMLElement[]): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cd-link";
  button.textContent = "Dimentica quali schede ho letto";
  button.addEventListener("click", () => {
    forget(NAME);
    for (const mark of marks) mark.remove();
    button.remove();
    document.querySelector<HTMLElement>("main")?.focus();
  });
  const line = document.createElement("p");
  line.className = "cd-small cd-mt5";
  line.append("I segni «letta» restano in questo browser. ", button);
  list.after(line);
}

function markLists(): void {
  const lists = [...document.querySelectorAll("[data-lette]")];
  const read = lists.length ? readOnes() : new Map<string, string>();
  if (read.size === 0) return;

  const marks: HTMLElement[] = [];
  for (const list of lists) {
    for (const row of list.querySelectorAll<HTMLElement>("[data-codice]")) {
      const day = read.get(row.dataset.codice ?? "");
      if (day === undefined) continue;
      const mark = document.createElement("span");
      mark.className = "cd-read";
      mark.textContent = day < (row.dataset.cambiata ?? "") ? "Cambiata da quando l’hai letta" : "Letta";
      row.querySelector(".cd-q__k")?.prepend(mark);
      marks.push(mark);
    }
  }
  const last = lists.at(-1);
  if (marks.length && last) addForget(last, marks);
}

export function rememberRead(): void {
  markThisOne();
  markLists();
}
