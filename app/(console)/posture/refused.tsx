import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ForbiddenState } from "@/components/ui/error-state";
import { isCountersignError } from "@/lib/errors";

/** What a page shows instead of numbers that the caller may not see. What is not theirs to know of is not there. */
export function refused(error: unknown): { refusal: ReactNode } {
  if (!isCountersignError(error)) throw error;
  if (error.code === "not_found" || error.code === "invalid") notFound();
  if (error.code !== "forbidden") throw error;
  return { refusal: <ForbiddenState message={error.message} /> };
}
