// Beside each heading of the text, a button that copies its address.

const SELECTOR = "main :is(.cd-zone__h, .cd-prose :is(h2, h3))";

function addressOf(heading: HTMLElement): string {
  const section = heading.closest("section[id]");
  const id = section?.getAttribute("aria-labelledby") === heading.id ? section.id : heading.id;
  return id ? `${location.origin}${location.pathname}#${id}` : "";
}

function addStatus(): HTMLElement {
  const status = document.createElement("p");
  status.className = "cd-vh";
  status.setAttribute("role", "status");
  document.querySelector("main")?.append(status);
  return status;
}

export function addAnchors(): void {
  if (!navigator.clipboard) return;
  let status: HTMLElement | undefined;

  for (const heading of document.querySelectorAll<HTMLElement>(SELECTOR)) {
    const address = addressOf(heading);
    if (!address) continue;
    status ??= addStatus();
    const message = status;

    const button = document.createElement("button");
    button.type = "button";
    button.className = "cd-anchor";
    button.title = "Copia il collegamento";
    button.setAttribute("aria-label", `Copia il collegamento a «${heading.textContent?.trim() ?? ""}»`);
    button.textContent = "#";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
      } catch {
        location.assign(address);
        return;
      }
      button.classList.add("is-done");
      message.textContent = "Collegamento copiato";
      setTimeout(() => {
        button.classList.remove("is-done");
        message.textContent = "";
      }, 2500);
    });

    // Beside the heading, not inside: its name stays its text.
    const wrapper = document.createElement("div");
    wrapper.className = "cd-anchored";
    heading.replaceWith(wrapper);
    wrapper.append(heading, button);
  }
}
