import { KIND_LABELS, type Kind } from "../terms";
import { type MailWords, mailWords } from "./words";

export interface Message {
  kind: Kind;
  content: Readonly<Record<string, unknown>>;
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const NO_DECISION = "Opening a link decides nothing: you decide in the console, signed in.";
const WHY = "You get this because you answer for it in Countersign. How and when you are told is yours to choose:";

/** One mail of one or more messages, grouped by what they are about: plain text, and the same as simple HTML. */
export function renderMail(
  messages: readonly Message[],
  { timeZone, url }: { timeZone: string; url: string },
): RenderedMail {
  const said = messages.map(({ kind, content }) => ({ kind, words: mailWords(kind, content, timeZone) }));
  const groups = Map.groupBy(said, ({ kind }) => kind);
  const links = { base: url.replace(/\/$/, "") };
  const [only] = said;
  const subject = said.length === 1 && only ? only.words.subject : `${said.length} messages: ${headOf(groups)}`;
  return {
    subject: `[Countersign] ${subject}`,
    text: textOf(groups, links.base),
    html: htmlOf(subject, groups, links.base),
  };
}

type Groups = Map<Kind, { words: MailWords }[]>;

const headOf = (groups: Groups) =>
  [...groups].map(([kind, of]) => `${KIND_LABELS[kind].toLowerCase()} (${of.length})`).join(", ");

function textOf(groups: Groups, base: string): string {
  const parts = [...groups].flatMap(([kind, of]) => [
    ...(groups.size > 1 ? [`## ${KIND_LABELS[kind]}`] : []),
    ...of.map(({ words }) => [words.sentence, ...words.facts, `${words.link}: ${base}${words.path}`].join("\n")),
  ]);
  return `${[...parts, `-- \n${NO_DECISION}\n${WHY} ${base}/account`].join("\n\n")}\n`;
}

const STYLE = `body{margin:0;padding:24px;background:#fff;color:#1c1c1f;font:15px/1.5 -apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:560px}h1{font-size:17px;margin:0 0 16px}h2{font-size:15px;margin:24px 0 8px}
section{border:1px solid #d8d8de;border-radius:8px;padding:12px 16px;margin:0 0 12px}p{margin:0 0 8px}
.facts,footer{color:#5b5b66;font-size:13px}a{color:#1d4ed8}footer{margin-top:24px}
@media (prefers-color-scheme:dark){body{background:#131316;color:#ececf0}section{border-color:#3a3a42}.facts,footer{color:#a5a5b0}a{color:#93b4ff}}`;

function htmlOf(subject: string, groups: Groups, base: string): string {
  const sections = [...groups].map(([kind, of]) => {
    const head = groups.size > 1 ? `<h2>${escaped(KIND_LABELS[kind])}</h2>` : "";
    return head + of.map(({ words }) => sectionOf(words, base)).join("");
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title><style>${STYLE}</style></head><body><main><h1>${escaped(subject)}</h1>
${sections.join("\n")}
<footer><p>${escaped(NO_DECISION)}</p><p>${escaped(WHY)} <a href="${escaped(base)}/account">your account</a></p></footer></main></body></html>`;
}

function sectionOf(words: MailWords, base: string): string {
  const facts = words.facts.length ? `<p class="facts">${words.facts.map(escaped).join("<br>")}</p>` : "";
  return `<section><p>${escaped(words.sentence)}</p>${facts}<p><a href="${escaped(base + words.path)}">${escaped(words.link)}</a></p></section>`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
