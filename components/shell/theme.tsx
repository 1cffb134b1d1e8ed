"use client";

import { ThemeProvider as NextThemes, useTheme } from "next-themes";
import { type ReactNode, useEffect } from "react";

export const THEMES = [
  { value: "system", label: "Like the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const STORAGE_KEY = "cs_theme";

/** The theme of this browser; in a browser that chose none, the one the person keeps in their settings. */
export function usePreferredTheme(preferred: "system" | "light" | "dark") {
  const { theme, setTheme } = useTheme();
  useEffect(() => {
    if (localStorage.getItem(STORAGE_KEY) === null && preferred !== "system") setTheme(preferred);
  }, [preferred, setTheme]);
  return { theme, setTheme };
}

/** Sets the class before the first paint, by a script that carries the request's nonce. */
export function ThemeProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      enableColorScheme={false}
      storageKey={STORAGE_KEY}
      nonce={nonce}
    >
      {children}
    </NextThemes>
  );
}
