/** Answers of tools as values: JSON, the literals of Python, and the block form of YAML. Null: it is none of these, so text. */
export type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

const DEEPEST = 40;

export function treeOf(text: string): Tree | undefined {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) return literal(trimmed);
  if (/^(?:- |-$|[^\s:]+(?: [^\s:]+){0,8}:(?:\s|$))/.test(trimmed)) return new BlockReader(text).read();
  return undefined;
}

function literal(text: string): Tree | undefined {
  const reader = new LiteralReader(text);
  const tree = reader.value(0);
  return tree !== undefined && reader.ended() ? tree : undefined;
}

const WORDS: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};

class LiteralReader {
  #at = 0;
  constructor(readonly text: string) {}

  ended(): boolean {
    this.#skip();
    return this.#at >= this.text.length;
  }

  value(depth: number): Tree | undefined {
    this.#skip();
    const char = this.text[this.#at];
    if (depth > DEEPEST || char === undefined) return undefined;
    if (char === "{") return this.#record(depth);
    if (char === "[" || char === "(") return this.#list(char === "[" ? "]" : ")", depth);
    if (char === '"' || char === "'") return this.#string(char);
    const word = /^[^\s,:\]})]+/.exec(this.text.slice(this.#at, this.#at + 64))?.[0];
    if (!word) return undefined;
    this.#at += word.length;
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    const number = Number(word);
    return Number.isFinite(number) ? number : word;
  }

  #record(depth: number): Tree | undefined {
    const record: { [key: string]: Tree } = Object.create(null);
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#take("}")) return record;
      const key = this.value(depth + 1);
      this.#skip();
      if (key === undefined || typeof key === "object" || !this.#take(":")) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      record[String(key)] = value;
      this.#skip();
      if (!this.#take(",") && this.text[this.#at] !== "}") return undefined;
    }
  }

  #list(end: string, depth: number): Tree | undefined {
    const list: Tree[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#take(end)) return list;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
      this.#skip();
      if (!this.#take(",") && this.text[this.#at] !== end) return undefined;
    }
  }

  #string(quote: string): string | undefined {
    const start = ++this.#at;
    while (this.#at < this.text.length && this.text[this.#at] !== quote)
      this.#at += this.text[this.#at] === "\\" ? 2 : 1;
    if (this.#at >= this.text.length) return undefined;
    return unescaped(this.text.slice(start, this.#at++));
  }

  #take(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #skip(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "", b: "", f: "" };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n\s*|([\s\S]))/g, (_, unicode, hex, char) => {
    if (unicode ?? hex) return String.fromCharCode(Number.parseInt(unicode ?? hex, 16));
    return char === undefined ? "" : (ESCAPES[char] ?? char);
  });
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s:#'"[{&*!|>-][^:]*?|[^\s:]+?):(?:\s+(.*))?$/;

/** The block form of YAML as libraries print it: maps and lists by indentation, quoted and folded scalars. */
class BlockReader {
  readonly #lines: string[];
  #at = 0;
  constructor(text: string) {
    this.#lines = text.replace(/\r/g, "").split("\n");
  }

  read(): Tree | undefined {
    const tree = this.#block(0, 0);
    this.#blank();
    return tree !== undefined && this.#at >= this.#lines.length ? tree : undefined;
  }

  #blank(): void {
    while (this.#at < this.#lines.length && this.#lines[this.#at]?.trim() === "") this.#at++;
  }

  #indent(): number {
    this.#blank();
    const line = this.#lines[this.#at];
    return line === undefined ? -1 : line.length - line.trimStart().length;
  }

  #block(indent: number, depth: number): Tree | undefined {
    const found = this.#indent();
    if (found < indent || depth > DEEPEST) return undefined;
    const line = this.#lines[this.#at]?.trimStart() ?? "";
    return line === "-" || line.startsWith("- ") ? this.#list(found, depth) : this.#map(found, depth);
  }

  #list(indent: number, depth: number): Tree | undefined {
    const list: Tree[] = [];
    while (this.#indent() === indent) {
      const line = this.#lines[this.#at] ?? "";
      const rest = line.slice(indent);
      if (rest !== "-" && !rest.startsWith("- ")) break;
      const item = this.#item(rest.slice(2), indent, depth);
      if (item === undefined) return undefined;
      list.push(item);
    }
    return list;
  }

  #item(rest: string, indent: number, depth: number): Tree | undefined {
    if (rest.trim() === "") {
      this.#at++;
      return this.#block(indent + 1, depth + 1);
    }
    if (!KEY.test(rest) || /^["'][^"']*["']$/.test(rest)) return this.#scalar(rest, indent);
    this.#lines[this.#at] = `${" ".repeat(indent + 2)}${rest}`;
    return this.#map(indent + 2, depth + 1);
  }

  #map(indent: number, depth: number): Tree | undefined {
    const map: { [key: string]: Tree } = Object.create(null);
    let size = 0;
    while (this.#indent() === indent) {
      const match = KEY.exec(this.#lines[this.#at]?.slice(indent) ?? "");
      if (!match?.[1]) break;
      const value = this.#valueOf(match[2] ?? "", indent, depth);
      if (value === undefined) return undefined;
      map[match[1].replace(/^(["'])(.*)\1$/, "$2")] = value;
      size++;
    }
    return size > 0 ? map : undefined;
  }

  #valueOf(rest: string, indent: number, depth: number): Tree | undefined {
    if (/^[|>][+-]?$/.test(rest)) return this.#verbatim(indent);
    if (rest !== "") return this.#scalar(rest, indent);
    this.#at++;
    const next = this.#indent();
    const line = this.#lines[this.#at]?.trimStart() ?? "";
    if (next > indent || (next === indent && line.startsWith("- "))) return this.#block(next, depth + 1);
    return "";
  }

  #verbatim(indent: number): string {
    const lines: string[] = [];
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? "";
      if (line.trim() !== "" && line.length - line.trimStart().length <= indent) break;
      lines.push(line.trimStart());
    }
    return lines.join("\n");
  }

  #scalar(first: string, indent: number): Tree | undefined {
    this.#at++;
    const quote = first[0];
    if (quote === '"' || quote === "'") return this.#quoted(first, quote);
    if (/^[[{]/.test(first)) return literal(first);
    const lines = [first];
    while (this.#at < this.#lines.length && this.#indentOfNext() > indent)
      lines.push(this.#lines[this.#at++]?.trim() ?? "");
    return plainScalar(lines.join(" "));
  }

  /** Of the very next line: a plain scalar ends at a blank one. */
  #indentOfNext(): number {
    const line = this.#lines[this.#at] ?? "";
    return line.trim() === "" ? -1 : line.length - line.trimStart().length;
  }

  #quoted(first: string, quote: string): string | undefined {
    let text = "";
    let line: string | undefined = first.slice(1);
    for (;;) {
      const end = closingOf(line, quote);
      if (end >= 0) {
        text += line.slice(0, end);
        return line.slice(end + 1).trim() === "" ? unquoted(text, quote) : undefined;
      }
      const continued: boolean = quote === '"' && /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
      text += continued ? line.slice(0, -1) : line;
      line = this.#lines[this.#at++];
      if (line === undefined) return undefined;
      if (line.trim() === "") text += "\n";
      else if (!continued && !text.endsWith("\n")) text += " ";
      line = line.trim().replace(/^\\(?= )/, "");
    }
  }
}

/** Where a quoted text ends in a line, or -1. Read once, by characters: lines are long and there may be many. */
function closingOf(line: string, quote: string): number {
  for (let at = 0; at < line.length; at++) {
    if (quote === '"' && line[at] === "\\") at++;
    else if (line[at] === quote) {
      if (quote === '"' || line[at + 1] !== quote) return at;
      at++;
    }
  }
  return -1;
}

function unquoted(text: string, quote: string): string {
  return quote === "'" ? text.replaceAll("''", "'") : unescaped(text);
}

function plainScalar(text: string): Tree {
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? null;
  const number = /^-?\d+(?:\.\d+)?$/.test(text) && text.length < 16 ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? text : number;
}
