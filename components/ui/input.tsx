"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import { cn } from "@/components/cn";
import { controlClass } from "./control";

export interface InputProps extends Omit<BaseInput.Props, "className" | "style" | "size"> {
  className?: string;
}

/** One line of text. Inside a `Field` its label, hint and error are wired by themselves. */
export function Input({ className, ...props }: InputProps) {
  return <BaseInput {...props} className={cn(controlClass, "h-8 px-2.5", className)} />;
}
