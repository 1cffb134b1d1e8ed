/** What the shell remembers per browser, readable by the server so that the first paint is right. No secrets, no names. */

export const NAV_COOKIE = "cs_nav";
export const ENVIRONMENT_COOKIE = "cs_env";

const ENVIRONMENTS = ["development", "staging", "production"] as const;
export type ChosenEnvironment = (typeof ENVIRONMENTS)[number];

/** The environment a cookie or `?env=` names, or null for all of them; anything else counts as all. */
export function environmentFrom(value: string | undefined | null): ChosenEnvironment | null {
  return ENVIRONMENTS.find((known) => known === value) ?? null;
}

/** Writes a cookie of this browser for a year; null removes it. */
export function rememberInBrowser(name: string, value: string | null): void {
  const age = value === null ? 0 : 31_536_000;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari below 18.4
  document.cookie = `${name}=${value ?? ""}; path=/; max-age=${age}; samesite=lax`;
}
