import { readStored, writeStored } from "../browser/storage.ts";
import { createStore } from "../data/store.ts";

/** The themes to choose from. */
export const THEMES = ["light", "dark", "system"] as const;

/** A theme. */
export type Theme = (typeof THEMES)[number];

const KEY = "buntime-metrics:theme";

/** Reads a stored choice; anything else means the system's. */
export function readTheme(stored: string | null): Theme {
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Whether the pages are dark. In a frame they are light, like the shell. */
export function isDark(theme: Theme, framed: boolean, systemDark: boolean): boolean {
  if (framed) return false;
  return theme === "dark" || (theme === "system" && systemDark);
}

/** The user's choice. */
export const theme = createStore<Theme>("system");

/** Whether the pages are dark now; charts redraw when it changes. */
export const dark = createStore(false);

/** Chooses a theme and stores it. */
export function setTheme(next: Theme): void {
  writeStored(KEY, next);
  theme.set(next);
}

/** Applies the stored choice before the first render, then follows it and the system. */
export function followTheme(framed: boolean): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const next = isDark(theme.get(), framed, system.matches);
    document.documentElement.classList.toggle("dark", next);
    dark.set(next);
  };
  theme.set(readTheme(readStored(KEY)));
  apply();
  theme.subscribe(apply);
  system.addEventListener("change", apply);
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY) theme.set(readTheme(readStored(KEY)));
  });
}
