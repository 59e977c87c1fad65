// The vote is sent without leaving the page. Whatever goes wrong is shown by the page that answers the form.

const GRAZIE = "Grazie: abbiamo contato il tuo voto. Chi cura la pagina lo legge insieme agli altri.";

async function send(form: HTMLFormElement): Promise<boolean> {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    return answer.ok && answer.redirected;
  } catch {
    return false;
  }
}

export function sendVoteInPlace(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-valutazione]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
      if (button?.disabled) return;
      if (button) button.disabled = true;
      if (!(await send(form))) {
        form.submit();
        return;
      }
      const thanks = document.createElement("p");
      thanks.id = "valuta-t"; // names the section, as the question did
      thanks.tabIndex = -1;
      thanks.setAttribute("role", "status");
      thanks.textContent = GRAZIE;
      for (const part of form.querySelectorAll("fieldset, .cd-rate__more, button, [type=hidden]")) part.remove();
      form.prepend(thanks);
      thanks.focus();
    });
  }
}
