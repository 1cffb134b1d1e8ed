/** What `/api/palette` answers. Browser-safe; the route fills it from the domains, within what the caller may see. */

export type PaletteKind = "agent" | "person" | "event" | "import";

export interface PaletteHit {
  id: string;
  label: string;
  /** A second line: owner and environment, e-mail address, time. */
  hint: string;
  href: string;
}

export interface PaletteGroup {
  kind: PaletteKind;
  label: string;
  hits: readonly PaletteHit[];
  /** The domain could not be asked; shown as such, never as "nothing found". */
  failed: boolean;
}

export interface PaletteAnswer {
  groups: readonly PaletteGroup[];
}
