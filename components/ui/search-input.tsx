"use client";

import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/cn";
import { controlClass } from "./control";

export interface SearchInputProps extends Omit<ComponentProps<"input">, "onChange" | "size"> {
  /** Its name for readers. */
  label: string;
  onValueChange?: (value: string) => void;
  /** Absent where the `/` key should not come. */
  "data-page-search"?: string;
}

/** A search box; `data-page-search` is what the `/` key looks for on a page. */
export function SearchInput({ className, label, onValueChange, ...props }: SearchInputProps) {
  return (
    <span className={cn("relative block min-w-0", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
      <input
        type="search"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        data-page-search=""
        {...props}
        onChange={(event) => onValueChange?.(event.currentTarget.value)}
        className={cn(controlClass, "h-8 pr-2.5 pl-8 [&::-webkit-search-cancel-button]:hidden")}
      />
    </span>
  );
}
