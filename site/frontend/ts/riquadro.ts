// A small panel that opens beside words: by focus, or by a pointer that rests on them (WCAG 1.4.13).

type Build = (link: HTMLElement) => HTMLElement;

const REST = 300; // ms that a pointer rests before it opens, and has to reach the panel
const MARGIN = 16; // px kept from the edges of the window
const ID = "riquadro";

let open: { link: HTMLElement; panel: HTMLElement } | undefined;
let timer = 0;

function close(): void {
  clearTimeout(timer);
  open?.link.removeAttribute("aria-describedby");
  open?.panel.remove();
  open = undefined;
}

function later(action: () => void): void {
  clearTimeout(timer);
  timer = window.setTimeout(action, REST);
}

// Under the words, or above them where there is more room; inside the window.
function place(link: HTMLElement, panel: HTMLElement): void {
  const words = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const left = Math.max(MARGIN, Math.min(words.left, width - panel.offsetWidth - MARGIN));
  const below = words.bottom + panel.offsetHeight + MARGIN <= window.innerHeight;
  const last = link.getBoundingClientRect().bottom;
  const top = below || words.top < panel.offsetHeight ? last + 4 : words.top - panel.offsetHeight - 4;
  panel.style.left = `${left + window.scrollX}px`;
  panel.style.top = `${top + window.scrollY}px`;
}

function show(link: HTMLElement, build: Build): void {
  clearTimeout(timer);
  if (open?.link === link) return;
  close();
  const panel = build(link);
  panel.id = ID;
  panel.classList.add("cd-pop--over");
  panel.setAttribute("role", "tooltip");
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  panel.addEventListener("pointerleave", () => later(close));
  document.querySelector("main")?.append(panel);
  place(link, panel);
  link.setAttribute("aria-describedby", ID);
  open = { link, panel };
}

// Every link that `selector` finds opens what `build` makes of it; on touch the first tap follows it.
export function openBeside(selector: string, build: Build): void {
  const linkOf = (target: EventTarget | null): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>(selector) : null;

  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event.target);
    if (link && event.pointerType !== "touch") later(() => show(link, build));
  });
  document.addEventListener("pointerout", (event) => {
    const link = linkOf(event.target);
    if (!link || link.contains(event.relatedTarget as Node | null)) return;
    // What the keyboard opened stays while the focus does.
    if (open?.link === link && link.matches(":focus-visible")) return;
    later(close);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link?.matches(":focus-visible")) show(link, build);
  });
  document.addEventListener("focusout", (event) => {
    if (open && linkOf(event.target) === open.link) close();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
