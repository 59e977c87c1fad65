// A word of the glossary shows its meaning where it stands; the link leads to the whole entry.
import { openBeside } from "./riquadro";

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

export function explainTerms(): void {
  openBeside("a.cd-term[data-spiega]", (link) => {
    const panel = document.createElement("div");
    panel.className = "cd-pop cd-pop--term";
    panel.append(paragraph("cd-pop__t", link.dataset.nome ?? ""));
    panel.append(paragraph("cd-pop__s", link.dataset.spiega ?? ""));
    return panel;
  });
}
