import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Knows the type scale of app/globals.css, so that `text-2xs` is not taken for a colour. */
const merge = extendTailwindMerge({ extend: { theme: { text: ["2xs"], shadow: ["xs"] } } });

/** Joins class names; of two that set the same thing the later wins, so that callers can adjust a primitive. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
