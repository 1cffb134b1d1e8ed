import type { Json } from "../decide/types";
import type { ToolDeeds } from "./deeds";
import { isMail, isUrl, nameWordsOf, type Shape, shapeOf, wordsOf } from "./normal";

/**
 * What an argument says of an action. `address`: where it goes, to whom. `secret`, `command`: what is set or run.
 * `amount`: how much. `thing`: what it is done to. `text`: what it says. `mode`: one of the ways the tool knows. `other`: when,
 * how often, how it looks.
 */
export type Kind = "address" | "secret" | "command" | "amount" | "thing" | "text" | "mode" | "other";

export interface Argument {
  path: string;
  kind: Kind;
  values: readonly (string | number)[];
}

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const ADDRESS =
  list(`recipient to cc bcc email mail participant attendee invitee user username member channel chat account iban payee
  beneficiary destination target receiver phone mobile number url link uri endpoint webhook host hostname domain website site wallet bic
  swift routing contact guest assignee payment_address callback forward redirect sendto server ip person friend followers audience`);
const SECRET = list("password passcode passphrase pin secret token credential otp key apikey passwd");
const COMMAND = list("command cmd code script sql statement expression program shell query args argv");
const AMOUNT = list(
  "amount price total sum fee budget bid limit quantity qty units shares count cost rate temperature percent value size",
);
const THING =
  list(`id identifier ref reference path filename file folder directory document name hotel restaurant car company flight product
  item order device record table repository repo branch event room resource page object subscription plan service company city airline
  symbol ticker coin asset  attachment project task ticket address street reservation booking location lock door
  `);
const TEXT = list(
  "subject body message content text title description note comment reason summary caption memo remark html details review about info bio post",
);
const OTHER = list(`date time day start end when until duration timezone recurring frequency interval month year week 
  locale sort color style tag label limit offset page recurring anonymous visibility
  before after from_date to_date checkin checkout reminder`);
const MODE = list(
  "action operation method type mode level role permission format language category status priority unit currency side access state option kind",
);
const COUNT = list("quantity qty unit share count number limit size");
const OWN = list("sender from author creator owner");

/** Arguments that hold anything, by dotted path; nested ones apart. */
export function argumentsOf(given: { readonly [key: string]: Json }, tool: ToolDeeds, effect: string): Argument[] {
  const found: Argument[] = [];
  for (const [name, value] of Object.entries(given)) flatten(name, value, found, 0);
  return found.map((each) => ({ ...each, kind: kindOf(each, tool, effect) }));
}

const DEEPEST = 8;
const MOST = 400;

function flatten(path: string, value: Json, found: Argument[], depth: number): void {
  if (value === null || typeof value === "boolean" || value === "" || depth > DEEPEST || found.length >= MOST) return;
  if (typeof value !== "object") {
    found.push({ path, kind: "other", values: partsOf(value) });
    return;
  }
  if (!Array.isArray(value)) {
    for (const [name, each] of Object.entries(value)) flatten(`${path}.${name}`, each, found, depth + 1);
    return;
  }
  const scalars = value
    .filter((each) => typeof each === "string" || typeof each === "number")
    .filter((each) => each !== "");
  if (scalars.length > 0) found.push({ path, kind: "other", values: scalars });
  value.forEach((each, at) => {
    if (typeof each === "object" && each !== null) flatten(`${path}.${at}`, each, found, depth + 1);
  });
}

/** Several addresses in one text, as people write them. */
function partsOf(value: string | number): (string | number)[] {
  if (typeof value === "number" || !/[,;]/.test(value) || value.length > 2_000) return [value];
  const parts = value
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.every(isMail) || parts.every(isUrl) ? parts : [value];
}

const wordsOfPaths = new Map<string, readonly string[]>();
const MOST_PATHS = 20_000;

/** The words of an argument's path, single, without the places in lists. Names repeat from call to call: they are kept. */
function pathWords(path: string): readonly string[] {
  let words = wordsOfPaths.get(path);
  if (!words) {
    if (wordsOfPaths.size >= MOST_PATHS) wordsOfPaths.clear();
    words = nameWordsOf(path).filter((word) => !/^\d+$/.test(word));
    wordsOfPaths.set(path, words);
  }
  return words;
}

/** Whether an argument names a thing by its id. */
export function isId(path: string): boolean {
  return /^(?:id|identifier|ref|reference)$/.test(pathWords(path).at(-1) ?? "");
}

function kindOf(argument: Argument, tool: ToolDeeds, effect: string): Kind {
  const words = pathWords(argument.path);
  return kindByName(words, argument.values, tool, effect) ?? kindByShape(words, argument.values, tool);
}

const hasAny = (words: readonly string[], set: ReadonlySet<string>) => words.some((word) => set.has(word));

function kindByName(
  words: readonly string[],
  values: Argument["values"],
  tool: ToolDeeds,
  effect: string,
): Kind | null {
  const last = words.at(-1) ?? "";
  if (MODE.has(last)) return "mode";
  if (COUNT.has(last) && values.every((value) => Number(value) === 1)) return "other";
  if (hasAny(words, SECRET) && !/^(?:id|name)$/.test(last)) return "secret";
  if (hasAny(words, COMMAND) && (tool.deeds.has("run") || effect === "read")) {
    return tool.deeds.has("run") ? "command" : "text";
  }
  const isLong = values.some((value) => typeof value === "string" && (value.length > 200 || value.includes("\n")));
  return TEXT.has(last) || isLong ? "text" : null;
}

function kindByShape(words: readonly string[], values: Argument["values"], tool: ToolDeeds): Kind {
  const last = words.at(-1) ?? "";
  const shapes = values.map((value) => (typeof value === "string" ? shapeOf(value) : null));
  const looksLike = (...wanted: Shape[]) => shapes.some((shape) => shape !== null && wanted.includes(shape));
  const isName = /^(?:id|identifier|ref|reference|name)$/.test(last);
  if (OWN.has(last)) return looksLike("mail", "account") ? "thing" : "other";
  if (isName && words.length > 1) return nameKind(last, words, tool);
  if (looksLike("mail", "url") || hasAny(words, ADDRESS)) return "address";
  if (looksLike("account") && !OTHER.has(last)) return isName ? "thing" : "address";
  if (AMOUNT.has(last) || words.includes("amount") || words.includes("price")) return "amount";
  if (looksLike("date") || hasAny(words, OTHER)) return "other";
  if (hasAny(words, THING)) return isNewName(words, tool) ? "other" : "thing";
  const isShort = values.every(
    (value) => typeof value === "string" && value.length < 120 && wordsOf(value).length <= 6,
  );
  return isShort && isGrave(tool) ? "thing" : "other";
}

/** A name that is being made up is no target; the name of who or what it is done to is. */
function nameKind(last: string, words: readonly string[], tool: ToolDeeds): Kind {
  if (last !== "name") return "thing";
  if (
    words.some((word) => /^(?:user|recipient|contact|channel|member|account|host)$/.test(word)) &&
    !isNewName(words, tool)
  )
    return "address";
  return isNewName(words, tool) ? "other" : "thing";
}

function isNewName(words: readonly string[], tool: ToolDeeds): boolean {
  const names = words.some((word) => /^(?:name|filename|title|path|file|city|street|address|location)$/.test(word));
  const id = words.some((word) => /^(?:id|identifier)$/.test(word));
  const makes =
    tool.deeds.has("create") &&
    !isGrave(tool) &&
    !tool.deeds.has("send") &&
    !tool.words.has("append") &&
    !tool.words.has("add");
  const ownProfile = tool.objects.has("profile") && words.some((word) => /^(?:name|city|street|address)$/.test(word));
  return !id && ((names && makes) || ownProfile);
}

function isGrave(tool: ToolDeeds): boolean {
  return tool.deeds.has("pay") || tool.deeds.has("delete") || (tool.deeds.has("grant") && !tool.deeds.has("create"));
}
