import { deedsAsked, objectsOf } from "./deeds";
import { Haystack } from "./haystack";
import { plain, wordsOf } from "./normal";
import { COMMANDING, type Deed } from "./vocabulary";

/** A stretch of text that tells its reader to do something: the sentence, and the two after it that say how. */
export interface Order {
  deeds: ReadonlySet<Deed>;
  objects: ReadonlySet<string>;
  stretch: Haystack;
}

const LONGEST = 200_000;
const STRETCH = 3;
const SENTENCE_END =
  /(?<=[.!?;])[ \n]|\n\n|\n ?(?=[-*•\d]{1,4}[.)]?\s)|\n ?(?=[A-Z])|(?<=[a-z)])(?=(?:TODO|IMPORTANT|NOTE|SYSTEM|URGENT|ATTENTION)\b)/;

/** Sentences of running text. Addresses and numbers keep their full stops; a line break alone parts nothing but list items. */
function sentencesOf(text: string): string[] {
  return text
    .slice(0, LONGEST)
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n[ \n]*\n[ \n]*/g, "\n\n")
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 2);
}

export function ordersIn(text: string): Order[] {
  const sentences = sentencesOf(text);
  return sentences.flatMap((sentence, at) => {
    const deeds = deedsAsked(sentence);
    // "Rent" and "Team lunch" are titles, no orders.
    if (deeds.size === 0 || wordsOf(sentence).length < 3) return [];
    return [
      {
        deeds,
        objects: objectsOf(wordsOf(sentence)),
        stretch: new Haystack(sentences.slice(at, at + STRETCH).join("\n")),
      },
    ];
  });
}

/** The words by which a text sets itself above the person's request, or null. */
export function commandIn(text: string): string | null {
  const value = plain(text.slice(0, LONGEST));
  for (const pattern of COMMANDING) {
    const found = pattern.exec(value);
    if (found) return found[0].trim();
  }
  return null;
}
