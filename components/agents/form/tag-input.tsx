"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";

export interface TagInputProps {
  values: readonly string[];
  onChange: (values: string[]) => void;
  placeholder?: string;
  /** What one entry is called: "system". */
  what: string;
  max: number;
}

/** A list of short texts: Enter or a comma adds one, Backspace in the empty box takes the last one back. */
export function TagInput({ values, onChange, placeholder, what, max }: TagInputProps) {
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLInputElement>(null);
  // What was typed before the page came alive is in the browser alone.
  useLayoutEffect(() => setTyped(box.current?.value ?? ""), []);

  function add(text: string): void {
    const added = text.split(/[,;\n]/).map((part) => part.trim());
    onChange([...new Set([...values, ...added.filter(Boolean)])].slice(0, max));
    setTyped("");
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if ((event.key === "Enter" || event.key === ",") && typed.trim()) {
      event.preventDefault();
      add(typed);
    } else if (event.key === "Backspace" && typed === "" && values.length > 0) {
      onChange(values.slice(0, -1));
    }
  }

  function paste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData("text");
    if (!/[,;\n]/.test(text)) return;
    event.preventDefault();
    add(text);
  }

  return (
    <div className="grid gap-1.5">
      <Input
        ref={box}
        value={typed}
        placeholder={placeholder}
        onValueChange={setTyped}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => add(typed)}
      />
      {/* Always there: what is typed becomes a tag when the focus leaves, and the control being pressed must not move away. */}
      <ul aria-label={`Chosen: ${what}`} className="flex min-h-6 flex-wrap gap-1.5">
        {values.map((value) => (
          <li
            key={value}
            className="inline-flex h-6 max-w-full items-center rounded-sm border border-border bg-muted pl-1.5"
          >
            <span className="truncate">
              <LiteralText text={value} />
            </span>
            <button
              type="button"
              aria-label={`Remove the ${what} ${value}`}
              onClick={() => onChange(values.filter((one) => one !== value))}
              className="inline-flex size-6 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground"
            >
              <X aria-hidden className="size-3" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
