import type { ReactNode } from "react";
import { LiteralText } from "@/components/ui/literal-text";
import type { PayloadRow } from "@/lib/approvals/views";
import { LongText } from "./long-text";

/** One value as it is stored. Groups of digits stand apart on the screen; what is copied is exactly what is stored. */
export function Value({ row }: { row: PayloadRow }) {
  const { kind, text, unit } = row;
  if (kind === "none") return <span className="font-mono text-muted-foreground text-sm">{text}</span>;
  if (text === "") return <span className="text-muted-foreground italic">empty text</span>;
  if (kind === "command" || kind === "code") return <Block text={text} />;
  if (kind === "address") return <Address text={text} />;
  if (kind === "text") return <LongText text={text} />;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className={kind === "account" || kind === "flag" || kind === "date" ? "font-mono" : "tabular-nums"}>
        {kind === "account" ? grouped(text, 4) : kind === "amount" || kind === "number" ? digits(text) : null}
        {kind === "account" || kind === "amount" || kind === "number" ? null : <LongText text={text} />}
      </span>
      {unit && !text.includes(unit) ? <LiteralText text={unit} className="text-muted-foreground" /> : null}
    </span>
  );
}

function Block({ text }: { text: string }) {
  return (
    <span className="block max-h-120 overflow-auto rounded-md bg-muted px-2.5 py-1.5 font-mono text-sm">
      <LongText text={text} />
    </span>
  );
}

/** Never a link: what an agent wrote leads nowhere from here. The host stands out, after whatever precedes it to mislead. */
function Address({ text }: { text: string }) {
  const found = /^([a-z][a-z0-9+.-]*:[\\/]{2}(?:[^\\/?#]*@)?)([^\\/?#]*)(.*)$/is.exec(text);
  if (!found || text.length > 4_000) return <LongText text={text} />;
  const [, before = "", host = "", after = ""] = found;
  return (
    <span className="[overflow-wrap:anywhere]">
      <LiteralText text={before} className="text-muted-foreground" />
      <strong className="font-semibold">
        <LiteralText text={host} />
      </strong>
      <LiteralText text={after} className="text-muted-foreground" />
    </span>
  );
}

const ACCOUNT = /^[A-Za-z0-9]{8,40}$/;

function grouped(text: string, size: number): ReactNode {
  if (!ACCOUNT.test(text)) return <LiteralText text={text} />;
  return spaced(text.match(new RegExp(`.{1,${size}}`, "g")) ?? [text]);
}

function digits(text: string): ReactNode {
  const found = /^(-?)(\d{5,})(\.\d+)?$/.exec(text);
  if (!found) return <LiteralText text={text} />;
  const [, sign = "", whole = "", fraction = ""] = found;
  const first = whole.length % 3 || 3;
  const groups = [whole.slice(0, first), ...(whole.slice(first).match(/.{3}/g) ?? [])];
  return (
    <>
      {sign}
      {spaced(groups)}
      {fraction}
    </>
  );
}

/** Apart by a margin and not by a character, so that copying gives what is stored. */
function spaced(groups: readonly string[]): ReactNode {
  return groups.map((group, position) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: groups of one fixed text
    <span key={position} className={position ? "ml-[0.28em]" : undefined}>
      {group}
    </span>
  ));
}
