import { readStored, writeStored } from "../browser/storage.ts";
import { createStore } from "../data/store.ts";

/** What the user may choose. */
export const THEMES = ["light", "dark", "system"] as const;

/** A choice of theme. */
export type Theme = (typeof THEMES)[number];

const KEY = "buntime-metrics:theme";

/** A stored choice; what isn't one means the system's. */
export function readTheme(stored: string | null): Theme {
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Whether to be dark. Inside another page it is light, as the shell always is. */
export function isDark(theme: Theme, framed: boolean, systemDark: boolean): boolean {
  if (framed) return false;
  return theme === "dark" || (theme === "system" && systemDark);
}

/** The user's choice. */
export const theme = createStore<Theme>("system");

/** Whether the pages are dark now; charts draw themselves anew when it changes. */
export const dark = createStore(false);

/** Chooses a theme and keeps it. */
export function setTheme(next: Theme): void {
  writeStored(KEY, next);
  theme.set(next);
}

/** Applies the stored choice before anything is drawn, and follows it and the system. */
export function followTheme(framed: boolean): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const wanted = isDark(theme.get(), framed, system.matches);
    document.documentElement.classList.toggle("dark", wanted);
    dark.set(wanted);
  };
  theme.set(readTheme(readStored(KEY)));
  apply();
  theme.subscribe(apply);
  system.addEventListener("change", apply);
  window.addEventListener("storage", ({ key }) => {
    if (key === KEY) theme.set(readTheme(readStored(KEY)));
  });
}
