// "Stampa" is there only when it can work.

export function enablePrint(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-stampa]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
