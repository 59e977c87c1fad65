// The menu of small screens: the link to #menu becomes a button that opens it in place.

export function enhanceMenu(): void {
  const link = document.querySelector<HTMLAnchorElement>(".cd-header__menu");
  const menu = document.getElementById("menu");
  if (!link || !menu) return;

  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-controls", menu.id);
  button.append(...link.childNodes);
  link.replaceWith(button);
  menu.querySelector(".cd-nav__close")?.remove();

  const setOpen = (open: boolean): void => {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("is-open", open);
  };
  const isOpen = (): boolean => menu.classList.contains("is-open");

  setOpen(location.hash === "#menu");
  // The place in the address would keep the menu open by itself.
  if (isOpen()) history.replaceState(null, "", location.pathname + location.search);
  menu.classList.add("is-scripted");

  button.addEventListener("click", () => setOpen(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    const inside = menu.contains(document.activeElement);
    setOpen(false);
    if (inside) button.focus();
  });
}
