// The page index marks the section being read.

export function followScroll(): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".cd-index--side a[href^='#']")) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) links.set(target, link);
  }
  if (links.size === 0) return;

  const targets = [...links.keys()];
  let current: HTMLAnchorElement | undefined;
  let waiting = false;

  const update = (): void => {
    waiting = false;
    const edge = window.innerHeight / 3;
    const atEnd = window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
    const passed = targets.filter((target) => target.getBoundingClientRect().top <= edge);
    const read = atEnd && window.scrollY > 0 ? targets.at(-1) : (passed.at(-1) ?? targets[0]);
    const next = read && links.get(read);
    if (next === current) return;
    current?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
    current = next;
  };
  const request = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(update);
  };

  update();
  addEventListener("scroll", request, { passive: true });
  addEventListener("resize", request, { passive: true });
}
