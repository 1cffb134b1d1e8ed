/**
 * A first look at a document that says whether any rule of masking could find anything in it: most documents hold nothing, and
 * every rule for itself reads each text anew. One step per character, by a table made from the patterns below as it is needed.
 */

/** In capitals or not. A name that says what its value is, within a name or a text. */
const WORDS = [
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pwd",
  "secret",
  "token",
  "authori[sz]ation",
  "api[-_ ]?key",
  "<access|account|signing|encryption|private>[-_ ]?key",
  "credential",
  "cookie",
  "bearer",
  "session[-_ ]?id",
  "connection[-_ ]?string",
  "basic ",
  "dpop ",
  "phone",
  "mobile",
  "msisdn",
  '[-_ ."]<tele>?<tel|fax>[-_ ]?<number|no|nr>?":',
  "nhs[-_ ]?number",
  "social[-_ ]?security",
  "tax[-_ ]?id",
  "passport",
  "national[-_ ]?id",
  '[-_ ."]<key|auth|sig|signature|otp|pin|salt|seed|dsn|jwt|sas|ssn|nino|bsn|pesel>":',
  '[-_ ."]<pass|pw|cvv|cvv2|cvc|cvc2|totp>":',
  "[?&;_-]<sig|signature|key|auth|code|jwt|sas|hmac>=",
];

/** As they stand: how keys begin, how numbers of people are written, and what no first look can judge. */
const TEXTS = [
  "[^A-Za-z0-9_][spr]k[-_]",
  "[^A-Za-z0-9_]gh[pousr]_",
  "github_pat_",
  "[^A-Za-z0-9_]gl<pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat>-",
  "[^A-Za-z0-9_]<npm_|pypi-|xox[abeoprs]-|xapp-|AKIA|ASIA|ABIA|ACCA|AIza|ya29[.]|hf_|SG[.]|do[opr]_v1_|shp<at|ca|pa|ss>_|dp[.]pt[.]|whsec_|csk_|lin_api_|eyJ>",
  "-----BEGIN ",
  "hooks[.]slack[.]com",
  "LS0tLS1CRUdJTi",
  "%40",
  "[ \\t\\n]-<u|-user>[ =]",
  "@",
  "[[]masked",
  // Account numbers: a country, two digits, eleven more at least.
  `[^A-Za-z0-9][A-Za-z][A-Za-z]\\d\\d${"[- ]?[A-Za-z0-9]".repeat(11)}`,
  // Cards; a French and a Norwegian number of a person.
  `[^A-Za-z0-9.+-]\\d${"[- ]?\\d".repeat(11)}`,
  `[^A-Za-z0-9_.-]\\d${" ?\\d".repeat(14)}`,
  "[^A-Za-z0-9_.-]\\d\\d\\d\\d\\d\\d ?\\d\\d\\d\\d\\d",
  "\\d\\d\\d-\\d\\d-\\d\\d\\d\\d",
  "\\d\\d\\d\\d\\d\\d\\d\\d?-?[A-Z]",
  "[A-Z][A-Z][A-Z][A-Z][A-Z][A-Z]\\d\\d[A-Z]\\d\\d",
  "\\d\\d\\d[.]\\d\\d\\d[.]\\d\\d\\d-",
  "\\d\\d\\d\\d\\d\\d[-+A-FU-Y]\\d\\d\\d",
  // Phones: international, North American, with a zero before the area.
  `[^A-Za-z0-9_+.=-]<00|[+]>[1-9]${"[- ./]?[(]?\\d[)]?".repeat(6)}`,
  "[2-9]\\d\\d[-. ][2-9]\\d\\d[-. ]\\d\\d\\d\\d",
  "[(][2-9]\\d\\d[)] ?[2-9]\\d\\d[-. ]\\d\\d\\d\\d",
  "[^A-Za-z0-9_.,#:/-][(]?0[1-9]\\d?\\d?\\d?\\d?[)]?[- /]\\d",
];

const CHARACTERS = 128;
const FOUND = 0;
const START = 1;
const BACKSLASH = 92;
/** A text made to need more states than this begins a new table. */
const MOST_STATES = 2_000;
/** Beyond it a document may hold more values than are read. */
const MOST_CHARACTERS = 65_536;

/** One place in a pattern: the characters that lead on, and whether it may be passed over. */
interface Place {
  leads: Uint8Array;
  optional: boolean;
}

/** Places reached within patterns, besides the first of each, which is reached always. */
type Reached = ReadonlyMap<string, { pattern: number; at: number }>;

let patterns: readonly (readonly Place[])[] = [];
let states: Reached[] = [];
let names = new Map<string, number>();
let table = new Int16Array(0);

/**
 * Whether no rule of `maskDocument` for secrets and what is personal would find anything in the document with this JSON. True is
 * certain, of a document nested at most 60 deep; false says only that the rules have to look themselves.
 */
export function holdsNothing(json: string): boolean {
  if (json.length > MOST_CHARACTERS) return false;
  if (table.length === 0) begin();
  let state = START;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    // Letters of other scripts, and what is written with a backslash, the rules read for themselves.
    if (code > 126 || code === BACKSLASH) return false;
    let next = table[state * CHARACTERS + code] as number;
    if (next < 0) next = follow(state, code);
    if (next === FOUND) return false;
    state = next;
  }
  return true;
}

function follow(state: number, code: number): number {
  const reached = reachedFrom(states[state] as Reached, code);
  const before = table;
  const next = reached === null ? FOUND : stateOf(reached);
  // In a table begun anew the state that led here is another.
  if (table === before) table[state * CHARACTERS + code] = next;
  return next;
}

/** Null: a pattern is complete. */
function reachedFrom(former: Reached, code: number): Reached | null {
  const reached = new Map<string, { pattern: number; at: number }>();
  for (const { pattern, at } of [...patterns.map((_, one) => ({ pattern: one, at: 0 })), ...former.values()]) {
    const places = patterns[pattern] ?? [];
    for (let place = at; place < places.length; place++) {
      if (places[place]?.leads[code]) {
        if (places.slice(place + 1).every(({ optional }) => optional)) return null;
        reached.set(`${pattern}.${place + 1}`, { pattern, at: place + 1 });
      }
      if (!places[place]?.optional) break;
    }
  }
  return reached;
}

function stateOf(reached: Reached): number {
  const name = [...reached.keys()].sort().join(" ");
  const known = names.get(name);
  if (known !== undefined) return known;
  if (states.length >= MOST_STATES) begin();
  names.set(name, states.length);
  return states.push(reached) - 1;
}

function begin(): void {
  if (patterns.length === 0) {
    patterns = [...WORDS.flatMap((word) => compiled(word, "i")), ...TEXTS.flatMap((text) => compiled(text, ""))];
  }
  states = [new Map(), new Map()];
  names = new Map([["", START]]);
  table = new Int16Array(MOST_STATES * CHARACTERS).fill(-1);
}

/** The patterns that one pattern with alternatives, `<this|that>`, stands for. */
function compiled(pattern: string, flags: string): Place[][] {
  const [whole, inner = "", optional] = /<([^<>]*)>(\??)/.exec(pattern) ?? [];
  if (whole !== undefined) {
    const choices = [...inner.split("|"), ...(optional ? [""] : [])];
    return choices.flatMap((one) =>
      compiled(
        pattern.replace(whole, () => one),
        flags,
      ),
    );
  }
  const places = [...pattern.matchAll(/(\[[^\]]*\]|\\.|.)(\??)/gs)];
  return [places.map(([, set = "", mark]) => ({ leads: charactersOf(set, flags), optional: mark === "?" }))];
}

function charactersOf(set: string, flags: string): Uint8Array {
  const one = new RegExp(`^${set}$`, flags);
  return Uint8Array.from({ length: CHARACTERS }, (_, code) => Number(one.test(String.fromCharCode(code))));
}
