// "Copia" beside a text that is there to be quoted; only where it can work.

export function enableCopy(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copia]")) {
    const text = document.getElementById(button.dataset.copia ?? "");
    const status = button.parentElement?.querySelector("[role=status]");
    if (!text || !status) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText((text.textContent ?? "").replace(/\s+/g, " ").trim());
        status.textContent = "Copiato";
      } catch {
        status.textContent = "Seleziona il testo e copialo a mano";
      }
    });
  }
}
