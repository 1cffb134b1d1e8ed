"use client";

import { useEffect, useSyncExternalStore } from "react";
import { THEME_KEY } from "./theme-script";

export const THEMES = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export type Theme = (typeof THEMES)[number]["value"];

const listeners = new Set<() => void>();
const SYSTEM_IS_DARK = "(prefers-color-scheme: dark)";

/** What this browser chose; null when it chose nothing, or may keep nothing. */
function chosen(): Theme | null {
  try {
    return THEMES.find(({ value }) => value === localStorage.getItem(THEME_KEY))?.value ?? null;
  } catch {
    return null;
  }
}

/** The theme in effect. */
function shown(): "light" | "dark" {
  const theme = chosen() ?? "system";
  if (theme !== "system") return theme;
  return window.matchMedia(SYSTEM_IS_DARK).matches ? "dark" : "light";
}

function apply(): void {
  const { classList } = document.documentElement;
  const theme = shown();
  if (!classList.contains(theme)) {
    // Everything changes at once: no colour may be caught half-way.
    const still = document.head.appendChild(document.createElement("style"));
    still.textContent = "*,*::before,*::after{transition:none!important}";
    classList.remove("light", "dark");
    classList.add(theme);
    void window.getComputedStyle(document.body).color;
    setTimeout(() => still.remove(), 1);
  }
  for (const tell of listeners) tell();
}

/** Chooses for this browser, in every window of it. */
export function setTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // A browser that keeps nothing shows the system's theme.
  }
  apply();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useTheme(): { theme: Theme; resolvedTheme: "light" | "dark" } {
  const theme = useSyncExternalStore(
    subscribe,
    () => chosen() ?? "system",
    () => "system" as const,
  );
  const resolvedTheme = useSyncExternalStore(subscribe, shown, () => "light" as const);
  return { theme, resolvedTheme };
}

/** Follows the system and the other windows of this browser; once, in the frame of the console. */
export function ThemeWatch() {
  useEffect(() => {
    // Where a page was drawn anew in the browser (an address that does not exist), the script of the server did not run.
    apply();
    const system = window.matchMedia(SYSTEM_IS_DARK);
    const onStorage = (event: StorageEvent) => (event.key === THEME_KEY ? apply() : undefined);
    system.addEventListener("change", apply);
    window.addEventListener("storage", onStorage);
    return () => {
      system.removeEventListener("change", apply);
      window.removeEventListener("storage", onStorage);
    };
  }, []);
  return null;
}

/** In a browser that chose none, the theme that the person keeps in their settings. */
export function usePreferredTheme(preferred: Theme): void {
  useEffect(() => {
    if (chosen() === null && preferred !== "system") setTheme(preferred);
  }, [preferred]);
}
