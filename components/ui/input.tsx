"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import { Search } from "lucide-react";
import { cn } from "@/components/cn";
import { controlClass } from "./control";

export interface InputProps extends Omit<BaseInput.Props, "className" | "style" | "size"> {
  className?: string;
}

/** One line of text. Inside a `Field` its label, hint and error are wired by themselves. */
export function Input({ className, ...props }: InputProps) {
  return <BaseInput {...props} className={cn(controlClass, "h-8 px-2.5", className)} />;
}

/** A search box; `data-page-search` is what the `/` key looks for on a page. */
export function SearchInput({ className, label, ...props }: InputProps & { label: string }) {
  return (
    <span className={cn("relative block min-w-0", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
      <BaseInput
        type="search"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        data-page-search=""
        {...props}
        className={cn(controlClass, "h-8 pr-2.5 pl-8 [&::-webkit-search-cancel-button]:hidden")}
      />
    </span>
  );
}
