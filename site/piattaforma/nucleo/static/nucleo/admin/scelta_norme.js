// «Cerca una norma» beside a field for an identifier: a dialog that searches and writes what is chosen.
(() => {
  const { Controller } = window.StimulusModule;
  let dialog;

  function element(tag, attributes = {}, text = "") {
    const made = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.textContent = text;
    return made;
  }

  class SceltaNorme extends Controller {
    static values = { url: String };

    connect() {
      if (this.button) return;
      const row = element("div", { class: "cd-scelta" });
      this.button = element("button", { type: "button", class: "button button-secondary" }, "Cerca una norma");
      this.button.setAttribute("aria-haspopup", "dialog");
      this.button.addEventListener("click", () => this.open());
      this.element.before(row);
      row.append(this.element, this.button);
    }

    open() {
      dialog?.remove();
      dialog = element("dialog", { class: "cd-scelta__dialogo", "aria-labelledby": "cd-scelta-titolo" });
      const head = element("div", { class: "cd-scelta__testa" });
      const close = element("button", { type: "button", class: "button button-secondary" }, "Chiudi");
      close.addEventListener("click", () => dialog.close());
      head.append(element("h2", { id: "cd-scelta-titolo" }, "Cerca una norma o una decisione"), close);

      const form = element("form", { class: "cd-scelta__cerca", role: "search" });
      const input = element("input", { type: "text", autocomplete: "off", maxlength: "300" });
      input.setAttribute("aria-label", "Norma o decisione, come si scrive: «55 cts»");
      input.setAttribute("placeholder", "55 cts, d.lgs. 117/2017, Cons. Stato 5217/2023");
      input.value = this.element.value;
      form.append(input, element("button", { type: "submit", class: "button" }, "Cerca"));
      const results = element("div", { class: "cd-scelta__esito", "aria-live": "polite" });
      dialog.append(head, form, results);

      form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopPropagation();
        this.search(input.value, results);
      });
      results.addEventListener("click", (event) => {
        const chosen = event.target.closest("[data-identificatore]");
        if (chosen) this.choose(chosen.dataset.identificatore);
      });
      dialog.addEventListener("close", () => this.button.focus());
      document.body.append(dialog);
      dialog.showModal();
      input.focus();
      input.select();
      if (input.value) this.search(input.value, results);
    }

    async search(text, results) {
      const asked = (this.asked = (this.asked || 0) + 1);
      results.textContent = "Cerco…";
      let html;
      try {
        const answer = await fetch(`${this.urlValue}?q=${encodeURIComponent(text)}`, {
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        html = answer.ok ? await answer.text() : "";
      } catch {
        html = "";
      }
      if (asked !== this.asked) return;
      if (html) results.innerHTML = html;
      else results.textContent = "La ricerca non risponde: scrivi la citazione nel campo, il sito la legge lo stesso.";
    }

    choose(identifier) {
      this.element.value = identifier;
      ["input", "change"].forEach((name) => this.element.dispatchEvent(new Event(name, { bubbles: true })));
      dialog.close();
    }
  }

  window.wagtail.app.register("cd-scelta-norme", SceltaNorme);
})();
