import type { ExportQuery } from "./schema";
import type { ExportFormat, ExportState } from "./terms";

/** Whether the caller may do something, and why not. */
export type Ability = { allowed: true } | { allowed: false; reason: string };

/** One export as its list shows it. */
export interface ExportView {
  id: string;
  title: string;
  query: ExportQuery;
  formats: ExportFormat[];
  state: ExportState;
  /** Why it could not be made; empty otherwise. */
  error: string;
  askedById: string;
  askedBy: string;
  askedAt: Date;
  readyAt: Date | null;
  expiresAt: Date;
  /** Events gathered, of how many. `total` may be a bound while it is gathered. */
  done: number;
  total: number;
  bytes: number;
  /** SHA-256 of the manifest, hex: the log has it too. Empty until it is made. */
  manifest: string;
  /** The event of the log that anchors it. */
  eventId: string | null;
}

export interface LinkView {
  id: string;
  recipient: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** How often it was opened and downloaded with. */
  opened: number;
  downloaded: number;
  state: "works" | "expired" | "revoked";
}

/** One link of the chain of custody. */
export interface CustodyStep {
  at: Date;
  what:
    | "asked"
    | "made"
    | "opened"
    | "downloaded"
    | "link_created"
    | "link_revoked"
    | "expired"
    | "cancelled"
    | "failed";
  /** A person's name, or whom a link was made for; "" for the product itself. */
  who: string;
  /** Through a link, by somebody without an account. */
  byLink: boolean;
  eventId: string | null;
}

/** What is in an export, as its manifest says. */
export interface ContentsView {
  asOf: string;
  first: string | null;
  last: string | null;
  origin: string;
  size: number;
  files: { name: string; bytes: number; rows: number | null; sha256: string }[];
}

export interface ExportDetail extends ExportView {
  contents: ContentsView | null;
  custody: CustodyStep[];
  links: LinkView[];
  abilities: { download: Ability; cancel: Ability; link: Ability };
}

/** What the holder of a link sees. */
export interface SharedExport {
  id: string;
  title: string;
  recipient: string;
  linkExpiresAt: Date;
  madeAt: Date;
  askedBy: string;
  events: number;
  bytes: number;
  manifest: string;
  contents: ContentsView;
  custody: CustodyStep[];
  vkey: string;
}

/** A finished export on its way out. */
export interface OpenedExport {
  id: string;
  fileName: string;
  bytes: number;
  /** The container, a megabyte at a time. */
  parts: AsyncGenerator<Buffer>;
}
