import { EntityRef } from "./types";

/** Kept names: enough for every agent and tool in use; beyond it the table starts anew, because callers can send any name. */
const MOST_KEPT = 200_000;
const kept = new Map<string, Map<string, EntityRef>>();
let keptCount = 0;

/** The one reference of this entity. Entities are the same when their uids are; that the reference is the same one is only quicker. */
export function refTo(type: string, id: string): EntityRef {
  let ofType = kept.get(type);
  if (!ofType) {
    ofType = new Map();
    kept.set(type, ofType);
  }
  let ref = ofType.get(id);
  if (!ref) {
    if (keptCount >= MOST_KEPT) {
      for (const refs of kept.values()) refs.clear();
      keptCount = 0;
    }
    ref = new EntityRef(type, id, `${type}::${JSON.stringify(id)}`);
    ofType.set(id, ref);
    keptCount++;
  }
  return ref;
}

/** The type and id that a uid speaks of. */
export function refOf(uid: string): EntityRef {
  const quote = uid.indexOf('::"');
  return refTo(uid.slice(0, quote), JSON.parse(uid.slice(quote + 2)));
}

/** A text as a literal of Cedar's language. */
export function quoted(text: string): string {
  return `"${escaped(text)}"`;
}

// Cedar knows \n and \u{…}, and refuses the \u0000 of JSON.
function escaped(text: string): string {
  return text.replace(/["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) =>
    one === '"' || one === "\\" ? `\\${one}` : `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
}
