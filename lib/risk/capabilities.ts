import { type Observed, objectsOf, parametersOf } from "./cues";
import { CAPABILITIES, type Capability, type Effect, type ToolDescription } from "./schema";
import { ACTIONS } from "./vocabulary-capabilities";
import { nameWords, tokensOf, type Verb } from "./words";

/** What a rule of a capability may look at. */
interface View {
  effect: Effect;
  acts: boolean;
  /** Verbs of the name and of the first statement, and with those of later statements. */
  verbs: readonly Verb[];
  allVerbs: readonly Verb[];
  /** Objects named in the name or title, and with those of the first statement. */
  named: ReadonlySet<string>;
  nearby: ReadonlySet<string>;
  cues: ReadonlySet<string>;
  words: ReadonlySet<string>;
  takesCode: boolean;
}

type Rule = (view: View) => string | null;

const says = (view: View, list: keyof typeof ACTIONS) => view.verbs.find((verb) => ACTIONS[list].has(verb.base));
const some = (view: View, list: keyof typeof ACTIONS) => [...ACTIONS[list]].some((word) => view.words.has(word));
const quote = (verb: Verb | undefined) => (verb ? `it says "${verb.base}"` : null);

const RULES: Record<Capability, Rule> = {
  read: (view) => (view.effect === "read" || view.verbs.some((verb) => verb.kind === "read") ? "" : null),
  write: (view) =>
    view.acts && (view.verbs.length === 0 || !view.verbs.every((verb) => ACTIONS.delete.has(verb.base))) ? "" : null,
  delete: (view) => (view.acts ? quote(view.allVerbs.find((verb) => ACTIONS.delete.has(verb.base))) : null),
  execute: (view) => {
    if (view.cues.has("runs.code")) return "it runs code or commands it is given";
    if (view.cues.has("runs.sql")) return "it runs queries in a language that can also write";
    if (view.acts && view.takesCode) return "it takes code or a command";
    const run = view.acts ? view.verbs.find((verb) => verb.kind === "run") : undefined;
    return run && [...ACTIONS.runnable].some((word) => view.words.has(word))
      ? `it says "${run.base}" of something that runs`
      : null;
  },
  pay: (view) => {
    if (!view.acts) return null;
    const verb = says(view, "pay");
    if (verb) return quote(verb);
    if (view.named.has("money")) return "it acts on money";
    const moves = view.nearby.has("money") || view.cues.has("takes.money") ? says(view, "payOfMoney") : undefined;
    return moves ? `it says "${moves.base}" where money is in sight` : null;
  },
  communicate: (view) => {
    const verb = view.acts ? says(view, "communicate") : undefined;
    if (verb) return quote(verb);
    const sends = view.acts ? says(view, "send") : undefined;
    return sends && (view.nearby.has("people") || view.cues.has("takes.recipient"))
      ? `it says "${sends.base}" to people`
      : null;
  },
  publish: (view) => {
    const verb = view.acts ? says(view, "publish") : undefined;
    if (verb) return quote(verb);
    const sends = view.acts ? says(view, "send") : undefined;
    return sends && sends.base !== "send" && view.named.has("public")
      ? `it says "${sends.base}" where others read it`
      : null;
  },
  change_permissions: (view) => {
    if (!view.acts) return null;
    const verb = says(view, "permit");
    if (verb) return quote(verb);
    if (view.named.has("access")) return "it acts on who may do what";
    const joins = says(view, "join");
    if (joins && some(view, "circle") && some(view, "member")) return `it says "${joins.base}" of who belongs to what`;
    return view.named.has("secret") && !onlyOperates(view) ? "it acts on credentials" : null;
  },
  change_infrastructure: (view) => {
    const verb = view.acts ? says(view, "infrastructure") : undefined;
    if (verb) return quote(verb);
    if (view.acts && view.words.has("infrastructure")) return "it acts on infrastructure";
    return view.acts && view.named.has("infrastructure") && !view.named.has("record") && !onlyOperates(view)
      ? "it acts on infrastructure"
      : null;
  },
  export: (view) => {
    const verb = says(view, "export");
    if (verb) return quote(verb);
    return view.verbs.some((each) => each.base === "download") &&
      ["all", "bulk", "csv", "archive"].some((word) => view.words.has(word))
      ? "it downloads in bulk"
      : null;
  },
  browse_untrusted: (view) => {
    const verb = says(view, "browse");
    if (verb && view.nearby.has("outside")) return quote(verb);
    return view.named.has("outside") && view.verbs.some((each) => each.kind === "read")
      ? "it reads what outsiders write"
      : null;
  },
};

function onlyOperates(view: View): boolean {
  return view.verbs.length > 0 && view.verbs.every((verb) => verb.kind === "operate");
}

const PROGRAM =
  /\b(?:script|program|source|snippet|python|javascript|typescript|java|shell|sql|execut\w*|evaluat\w*|run)\b/i;
const CODED = /^(?:sql|script|command|cmd|commands|statement|statements|function|expression|shell|program|args)$/;

/** A parameter "code" with a description that speaks of no program is a number or a word: of a country, of a resolution. */
function takesOnlyACode(tool: ToolDescription): boolean {
  const parameters = parametersOf(tool);
  if (parameters.some(({ name }) => CODED.test(nameWords(name).join(" ")))) return false;
  const codes = parameters.filter(({ name }) => nameWords(name).join(" ") === "code");
  return codes.length > 0 && codes.every(({ schema }) => isDescribed(schema) && !PROGRAM.test(schema.description));
}

function isDescribed(schema: unknown): schema is { description: string } {
  if (typeof schema !== "object" || schema === null || !("description" in schema)) return false;
  return typeof schema.description === "string" && schema.description.trim() !== "";
}

/** The capabilities of a tool in the order of the list, each with its reason (empty where the effect says it already). */
export function capabilitiesOf(observed: Observed, effect: Effect, tool: ToolDescription): Map<Capability, string> {
  const first = tokensOf(observed.text.sentences[0]?.slice(0, 200) ?? "").slice(0, 14);
  const nameAndTitle = [...observed.name.words, ...nameWords(tool.title ?? "")];
  const verbs = [...observed.name.verbs, ...observed.text.lead];
  const view: View = {
    effect,
    acts: effect !== "read",
    verbs,
    allVerbs: [...verbs, ...observed.text.also],
    named: observed.objects,
    nearby: objectsOf([...nameAndTitle, ...first, ...parametersOf(tool).flatMap(({ name }) => nameWords(name))]),
    cues: new Set(observed.cues.map((cue) => cue.id)),
    words: new Set([...nameAndTitle, ...first]),
    takesCode: observed.cues.some((cue) => cue.id === "takes.code") && !takesOnlyACode(tool),
  };
  const found = new Map<Capability, string>();
  for (const capability of CAPABILITIES) {
    const why = RULES[capability](view);
    if (why !== null) found.set(capability, why);
  }
  return found;
}
