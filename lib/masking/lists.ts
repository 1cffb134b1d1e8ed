import { isMark } from "./kinds";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const FLAG = /^--?(?:[\w-]{1,40}[-_])?(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key)$/i;
const HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api-key|x-auth-token)$/i;
const KEY_BEGINS = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/;
const KEY_ENDS = /-----END /;
/** A line within a key: base64, or one of the few words above it. */
const KEY_LINE = /^(?:[A-Za-z0-9+/=]{1,100}|(?:Proc-Type|DEK-Info|Comment|Version): .{1,100}|)\s*$/;

/**
 * Items of a list that are secrets by what stands before them: the word after `--password`, the value after the name of a header,
 * the lines of a private key. The same list where there are none.
 */
export function maskLists(items: Json[], mark: () => string): Json[] {
  if (items.length < 2) return items;
  let inKey = false;
  let kept: Json[] | null = null;
  for (const [at, item] of items.entries()) {
    const before = at > 0 ? items[at - 1] : null;
    const follows = typeof before === "string" && (FLAG.test(before) || HEADER.test(before));
    const isText = typeof item === "string" && item !== "" && !isMark(item);
    if (isText && (follows || (inKey && (KEY_LINE.test(item) || KEY_ENDS.test(item))))) {
      kept ??= [...items];
      kept[at] = mark();
    }
    inKey = typeof item === "string" && (KEY_BEGINS.test(item) ? !KEY_ENDS.test(item) : inKey && KEY_LINE.test(item));
  }
  return kept ?? items;
}
