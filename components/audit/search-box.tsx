"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { cn } from "@/components/cn";
import { optionClass, popupClass } from "@/components/ui/control";
import { LiteralText } from "@/components/ui/literal-text";
import { SearchInput } from "@/components/ui/search-input";
import type { SearchProblem } from "@/lib/audit/search";
import { type SearchKey, type Suggestion, suggestionsFor } from "./suggest";

interface SearchBoxProps {
  /** The search in force, as it would be written. */
  text: string;
  keys: readonly SearchKey[];
  problems: readonly SearchProblem[];
}

/** The search in one line. It is a plain form, so that it works before any script has loaded; what is chosen becomes the address. */
export function SearchBox({ text, keys, problems }: SearchBoxProps) {
  const id = useId();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [value, setValue] = useState(text);
  const [caret, setCaret] = useState(text.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const offered = open ? suggestionsFor(value, caret, keys) : [];

  function type(next: string, at: number): void {
    setValue(next);
    setCaret(at);
    setOpen(true);
    setActive(-1);
  }

  function take({ text: put, from, to }: Suggestion): void {
    const rest = value.slice(to);
    const next = `${value.slice(0, from)}${put}${put.endsWith(" ") ? rest.trimStart() : rest}`;
    const at = from + put.length;
    type(next, at);
    const input = form.current?.querySelector("input");
    input?.focus();
    requestAnimationFrame(() => input?.setSelectionRange(at, at));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offered.length) {
      event.preventDefault();
      setActive((active + step + offered.length + (active < 0 && step < 0 ? 1 : 0)) % offered.length);
    } else if (step) setOpen(true);
    const chosen = offered[active];
    if (chosen && (event.key === "Enter" || event.key === "Tab")) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape" && offered.length) {
      event.preventDefault();
      setOpen(false);
    }
  }

  return (
    <form
      ref={form}
      action="/audit"
      aria-label="Search the log"
      className="relative min-w-0 flex-1 max-sm:basis-full"
      onSubmit={(event) => {
        event.preventDefault();
        setOpen(false);
        router.push(value.trim() ? `/audit?q=${encodeURIComponent(value.trim())}` : "/audit?view=all");
      }}
    >
      <SearchInput
        label="Search the log"
        name="q"
        placeholder='Words, or agent:"Invoice matcher" outcome:refused after:2026-11-01'
        maxLength={2_000}
        value={value}
        role="combobox"
        aria-expanded={offered.length > 0}
        aria-controls={`${id}-offers`}
        aria-autocomplete="list"
        aria-activedescendant={offered[active] ? `${id}-${active}` : undefined}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby={problems.length ? `${id}-problems` : undefined}
        onValueChange={(next) => type(next, form.current?.querySelector("input")?.selectionStart ?? next.length)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? value.length)}
        onFocus={() => setOpen(value === "")}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <Offers id={id} offered={offered} active={active} onTake={take} />
      <Problems id={`${id}-problems`} problems={problems} text={text} />
    </form>
  );
}

interface OffersProps {
  id: string;
  offered: readonly Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
}

function Offers({ id, offered, active, onTake }: OffersProps) {
  return (
    <div
      id={`${id}-offers`}
      role="listbox"
      aria-label="Suggestions"
      hidden={offered.length === 0}
      className={cn(popupClass, "absolute inset-x-0 top-full z-30 mt-1 max-h-96 overflow-y-auto p-1")}
    >
      {offered.map((one, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the box, which keeps the focus
        // biome-ignore lint/a11y/useFocusableInteractive: the box points at it by aria-activedescendant
        <div
          key={`${one.text} ${one.label}`}
          id={`${id}-${place}`}
          role="option"
          aria-selected={place === active}
          className={cn(optionClass, "flex flex-wrap items-baseline gap-x-2", place === active && "bg-accent")}
          // Before the box loses the focus, which would take the list away under the press.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(one)}
        >
          <LiteralText text={one.label} className="font-medium" />
          <LiteralText text={one.hint} className="text-muted-foreground text-xs" />
        </div>
      ))}
    </div>
  );
}

/** What was not understood, each with the part it stands at. */
function Problems({ id, problems, text }: { id: string; problems: readonly SearchProblem[]; text: string }) {
  if (problems.length === 0) return null;
  return (
    <div id={id} className="mt-1.5 text-sm">
      <p className="font-medium">Not understood, and left out of what is shown:</p>
      <ul className="mt-1 grid gap-1 text-danger">
        {problems.map(({ message, from, to }) => (
          <li key={`${from} ${message}`}>
            <LiteralText text={text.slice(from, to)} className="rounded-xs bg-danger-soft px-1 font-mono text-xs" />{" "}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
