"use client";

import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from "react";
import { cn } from "@/components/cn";
import type { Issue } from "@/lib/policy/schema";

export interface CodeEditorHandle {
  /** Puts the cursor on a line (from 1) and the line into view. */
  goTo: (line: number) => void;
  /** Puts text where the cursor is. */
  insert: (text: string) => void;
}

export interface CodeEditorProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  issues: readonly Issue[];
  maxLength: number;
  disabled?: boolean;
  ref?: Ref<CodeEditorHandle>;
}

const INDENT = "  ";
/** Of one line, in pixels: the numbers beside the text keep step with it. */
const LINE = 20;

/**
 * A plain field for Cedar text with the numbers of its lines and a mark where something is wrong. Tab indents; after Escape it
 * leaves the field, so that nobody who works with the keyboard is caught in it.
 */
export function CodeEditor({ label, value, onChange, issues, maxLength, disabled, ref }: CodeEditorProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const [leaving, setLeaving] = useState(false);
  const hint = useId();
  const count = value.split("\n").length;
  const worst = new Map(issues.toReversed().map(({ line, severity }) => [line, severity]));

  useImperativeHandle(ref, () => ({
    goTo: (line) => placeAt(box.current, line),
    insert: (text) => insertText(box.current, text),
  }));

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key === "Escape") setLeaving(true);
    if (event.key !== "Tab" || leaving || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey) outdent(event.currentTarget);
    else insertText(event.currentTarget, INDENT);
  }

  return (
    <div className="grid gap-1.5">
      <div className="flex h-112 max-h-[70dvh] min-h-60 overflow-hidden rounded-md border border-input bg-card font-mono text-xs leading-5 focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/40">
        <div
          ref={gutter}
          aria-hidden
          className="w-11 shrink-0 select-none overflow-hidden border-border border-r bg-muted py-2 text-right text-muted-foreground"
        >
          {Array.from({ length: count }, (_, index) => index + 1).map((line) => (
            <div
              key={line}
              className={cn(
                "h-5 pr-2",
                worst.get(line) === "error" && "bg-danger-soft font-semibold text-danger",
                worst.get(line) === "warning" && "bg-warning-soft font-semibold text-warning",
              )}
            >
              {worst.has(line) ? <span className="float-left pl-1">!</span> : null}
              {line}
            </div>
          ))}
        </div>
        <textarea
          ref={box}
          aria-label={label}
          aria-describedby={hint}
          aria-invalid={issues.some(({ severity }) => severity === "error") || undefined}
          value={value}
          disabled={disabled}
          maxLength={maxLength}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          wrap="off"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setLeaving(false)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
          className="min-w-0 flex-1 resize-none overflow-auto whitespace-pre bg-transparent px-3 py-2 outline-none [tab-size:2]"
        />
      </div>
      <p id={hint} className="text-muted-foreground text-xs">
        {leaving ? "Tab leaves the field now." : "Tab indents. Press Escape, then Tab, to leave the field."}
      </p>
    </div>
  );
}

function placeAt(box: HTMLTextAreaElement | null, line: number): void {
  if (!box) return;
  const lines = box.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  box.focus();
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  box.scrollTop = Math.max(0, (line - 4) * LINE);
}

/** As if it were typed: undo takes it back. */
function insertText(box: HTMLTextAreaElement | null, text: string): void {
  if (!box) return;
  box.focus();
  document.execCommand("insertText", false, text);
}

function outdent(box: HTMLTextAreaElement): void {
  const start = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const width = /^ {0,2}/.exec(box.value.slice(start))?.[0].length ?? 0;
  if (width === 0) return;
  const [from, to] = [box.selectionStart, box.selectionEnd];
  box.setSelectionRange(start, start + width);
  document.execCommand("delete");
  box.setSelectionRange(Math.max(start, from - width), Math.max(start, to - width));
}
