import type { PaletteHit, PaletteKind } from "./palette-results";

/** What was opened from the palette lately, per person and browser; forgotten at sign-out. */
export interface RecentHit extends PaletteHit {
  kind: PaletteKind;
}

const LIMIT = 6;
const keyOf = (personId: string) => `cs_recent:${personId}`;

export function readRecent(personId: string): readonly RecentHit[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isHit).slice(0, LIMIT) : [];
  } catch {
    // A browser that keeps nothing, or a damaged entry: recent entries are a convenience, there is nothing to report.
    return [];
  }
}

export function addRecent(personId: string, hit: RecentHit): void {
  const others = readRecent(personId).filter(({ id }) => id !== hit.id);
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([hit, ...others].slice(0, LIMIT)));
  } catch {
    // Storage is full or forbidden: the palette works without its memory.
  }
}

export function forgetRecent(personId: string): void {
  try {
    localStorage.removeItem(keyOf(personId));
  } catch {
    // Forbidden storage holds nothing to forget.
  }
}

function isHit(value: unknown): value is RecentHit {
  if (typeof value !== "object" || value === null) return false;
  const hit = value as Record<string, unknown>;
  const texts = [hit.id, hit.label, hit.hint, hit.href, hit.kind];
  return texts.every((text) => typeof text === "string") && String(hit.href).startsWith("/");
}
