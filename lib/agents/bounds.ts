const BOUNDS = { depth: 64, members: 50_000, bytes: 1_000_000 };

/** What would break storing a document of somebody else's making: depth, size, characters that PostgreSQL cannot hold, keys that poison objects. */
export function faultOf(document: object): string | null {
  let level: unknown[] = [document];
  let members = 0;
  let size = 0;
  for (let depth = 0; level.length; depth++) {
    if (depth > BOUNDS.depth) return `Nested deeper than ${BOUNDS.depth} levels.`;
    const below: unknown[] = [];
    for (const value of level) {
      const fault = typeof value === "string" ? textFault(value) : null;
      if (fault) return fault;
      if (typeof value === "string") size += value.length;
      if (typeof value === "number" && !Number.isFinite(value)) return "Holds a number that JSON cannot say.";
      if (typeof value !== "object" || value === null) continue;
      for (const [key, inner] of Object.entries(value)) {
        const keyFault = key === "__proto__" ? 'Holds a member named "__proto__".' : textFault(key);
        if (keyFault) return keyFault;
        size += key.length + 4;
        members += 1;
        below.push(inner);
      }
      if (members > BOUNDS.members) return `Holds more than ${BOUNDS.members} members.`;
      if (size > BOUNDS.bytes) return "Larger than 1 MB.";
    }
    level = below;
  }
  return size > BOUNDS.bytes ? "Larger than 1 MB." : null;
}

function textFault(text: string): string | null {
  if (text.includes("\u0000")) return "Holds a NUL character, which cannot be stored.";
  return text.isWellFormed() ? null : "Holds half of a character (a lone surrogate).";
}
