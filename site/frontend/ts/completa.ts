// Completion of the box of search: a combobox with a list (WAI-ARIA), what is typed searches as before.

type Voce = { titolo: string; testo: string; url: string; nota: string };
type Gruppo = { genere: string; voci: Voce[] };

const WAIT = 150; // ms without a key before the server is asked
const LEAST = 2; // characters

let boxes = 0;

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function option(id: string, voce: Voce): HTMLElement {
  const made = element("div", "cd-sugg__o", voce.testo);
  made.id = id;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.dataset.url = voce.url;
  // Found by another name: its title says what opens.
  if (voce.titolo !== voce.testo) made.append(element("span", "cd-sugg__d", voce.titolo));
  if (voce.nota) made.append(element("span", "cd-sugg__d", voce.nota));
  return made;
}

class Completa {
  private readonly list = element("div", "cd-sugg");
  private readonly said = element("p", "cd-vh");
  private readonly id = `suggerimenti-${++boxes}`;
  private options: HTMLElement[] = [];
  private active = -1;
  private timer = 0;
  private asking: AbortController | undefined;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly input: HTMLInputElement,
    private readonly from: string,
  ) {
    this.list.id = this.id;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggerimenti");
    this.said.setAttribute("role", "status");
    form.append(this.list, this.said);
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id };
    for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget as Node | null)) this.close();
    });
    form.addEventListener("submit", () => this.close());
    // The words keep the focus while a pointer chooses.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const chosen = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (chosen) this.open(chosen);
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < LEAST) this.close();
    else this.timer = window.setTimeout(() => void this.ask(), WAIT);
  }

  private async ask(): Promise<void> {
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const url = `${this.from}?${new URLSearchParams({ q: this.input.value })}`;
      const answer = await fetch(url, { signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      const { gruppi } = (await answer.json()) as { gruppi: Gruppo[] };
      if (!signal.aborted) this.show(gruppi);
    } catch {
      // Typed on, or no network: the box searches without it.
      if (!signal.aborted) this.close();
    }
  }

  private show(groups: Gruppo[]): void {
    this.list.replaceChildren();
    this.options = [];
    this.activate(-1);
    for (const [n, { genere, voci }] of groups.entries()) {
      const group = element("div", "");
      const name = element("div", "cd-sugg__k", genere);
      name.id = `${this.id}-${n}`;
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", name.id);
      name.setAttribute("role", "presentation");
      group.append(name);
      for (const voce of voci) {
        const made = option(`${this.id}-o${this.options.length}`, voce);
        this.options.push(made);
        group.append(made);
      }
      this.list.append(group);
    }
    const n = this.options.length;
    const here = document.activeElement === this.input;
    this.setOpen(n > 0 && here);
    if (here) this.said.textContent = n ? (n === 1 ? "1 suggerimento" : `${n} suggerimenti`) : "Nessun suggerimento";
  }

  private setOpen(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  private close(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.setOpen(false);
    this.activate(-1);
    this.said.textContent = "";
  }

  private activate(n: number): void {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = n;
    const now = this.options[n];
    if (!now) return this.input.removeAttribute("aria-activedescendant");
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", now.id);
  }

  private open(chosen: HTMLElement): void {
    location.assign(chosen.dataset.url ?? this.form.action);
  }

  private key(event: KeyboardEvent): void {
    const isOpen = !this.list.hidden;
    const { length } = this.options;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen && !length) return this.later();
      event.preventDefault();
      if (!isOpen) this.setOpen(true);
      // Past either end comes what was typed.
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.activate(((this.active + 1 + step + length + 1) % (length + 1)) - 1);
    } else if (event.key === "Home" || event.key === "End") {
      // Back to the words, where the cursor goes by itself.
      this.activate(-1);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      event.preventDefault();
      this.open(this.options[this.active]!);
    }
  }
}

export function completeSearches(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggerimenti]")) {
    const input = form.querySelector<HTMLInputElement>("input[type=search]");
    if (input) new Completa(form, input, form.dataset.suggerimenti ?? "");
  }
}
