// Words that lead elsewhere say what is there, where they stand: terms of the glossary, citations of law.
import { openBeside } from "./riquadro";

function add(panel: HTMLElement, tag: string, className: string, text: string | undefined): void {
  if (!text) return;
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  panel.append(element);
}

function explain(link: HTMLElement, className: string): HTMLElement {
  const panel = document.createElement("div");
  panel.className = className;
  const { nome, spiega, stato, tono } = link.dataset;
  add(panel, "p", "cd-pop__t", nome);
  add(panel, "p", "cd-pop__s", spiega);
  add(panel, "span", `badge cd-badge${tono ? ` cd-badge--${tono}` : ""}`, stato);
  return panel;
}

export function explainLinks(): void {
  openBeside("a.cd-term[data-spiega]", (link) => explain(link, "cd-pop cd-pop--term"));
  openBeside("a.cd-cite[data-nome]", (link) => explain(link, "cd-pop"));
}
