// What the site keeps in this browser and nowhere else: JSON under our own prefix.
// Storage that is off, full or spoiled by others is as if it were empty: nothing here throws.

const PREFIX = "condivisa:";

/** The value kept under this name, or `fallback` where there is none of that shape. */
export function recall<T>(name: string, isRight: (value: unknown) => value is T, fallback: T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return isRight(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

/** Keeps the value; says whether it could. */
export function remember(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept
  }
}

/** For `recall`: a list of strings, such as the codes of what was read. */
export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** For `recall`: a number that can be a time. */
export function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
