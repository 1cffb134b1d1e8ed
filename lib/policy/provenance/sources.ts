import type { EarlierCall, ToolFacts } from "../decide/types";
import { nameWordsOf, spaced } from "./normal";
import type { Source } from "./origins";
import { readingOf, returnsText } from "./readings";
import { looksUpNamed, type Request } from "./request";

export type ToolOf = (server: string, tool: string) => ToolFacts | undefined;

/** What an earlier call brought in: nothing when its result is not known. */
export function sourceOf(earlier: EarlierCall, request: Request, toolOf: ToolOf): Source[] {
  if (earlier.result === null || earlier.result.trim() === "") return [];
  const tool = toolOf(earlier.server, earlier.tool);
  const given = Object.values(earlier.arguments)
    .flat()
    .filter((value) => typeof value === "string" || typeof value === "number");
  const searched = given.filter((value) => value !== "");
  return [
    {
      tool: earlier.tool,
      reading: readingOf(earlier.result, returnsText(earlier, tool)),
      echoes: new Set(given.map((value) => spaced(String(value)))),
      named: looksUpNamed(request, searched),
      pointedTo: searched.length > 0 && searched.every((value) => request.text.has(value)),
      made: tool !== undefined && tool.effect !== "read",
      register: registerOf(earlier.tool),
    },
  ];
}

/** What the organisation or the person keeps of itself: nobody outside writes there. */
const OF_ITSELF =
  /\b(?:saved|balance|current (?:day|time|date|user)|today|clock|my account|own account|iban|whoami|profile|user info|user information|account info|account detail|payment method)s?\b/;
/** Where people are looked up: as good as what they were looked up by. */
const OF_PEOPLE = /\b(?:contact|address book|directory|friend|employee|staff|member|colleague)s?\b/;

function registerOf(tool: string): Source["register"] {
  const words = nameWordsOf(tool).join(" ");
  if (OF_ITSELF.test(words)) return "self";
  return OF_PEOPLE.test(words) ? "people" : null;
}
