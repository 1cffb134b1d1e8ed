/**
 * Masking owns what must not be kept: it finds secrets and personal data in texts and documents and puts marks in their place (L8).
 * Pure: it reads nothing, keeps nothing, and must not know where what it reads comes from or goes to.
 */

export { holdsNothing } from "./first-look";
export { markOf } from "./kinds";
export { type Json, maskDocument, maskText } from "./mask-document";
