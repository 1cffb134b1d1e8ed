import { touchUsed } from "./store";

const FLUSH_MS = 5_000;

interface Use {
  credentialId: string;
  instanceId: string;
  at: Date;
  from: string;
}

let noted = new Map<string, Use>();
let timer: NodeJS.Timeout | null = null;

/**
 * Notes that a credential was used: written within five seconds for all of them together, for the page that shows it needs no
 * more, and a write per token would cost more than the token. Lost when the process dies; `token.issued` is the record.
 */
export function noteUse(use: Use): void {
  noted.set(use.credentialId, use);
  timer ??= setTimeout(() => void flushUses().catch(() => {}), FLUSH_MS).unref();
}

/** Writes what was noted since the last time. */
export async function flushUses(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const uses = [...noted.values()];
  noted = new Map();
  if (uses.length > 0) await touchUsed(uses);
}
