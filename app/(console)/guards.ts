import { notFound } from "next/navigation";
import { isCountersignError } from "@/lib/errors";

/** What a verb says is not there becomes the page that says so; every other refusal goes on to the error page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** The sentence of who may not read this, for the page to show in its place; every other failure goes on to the error page. */
export function refusal(error: unknown): string {
  if (isCountersignError(error) && error.code === "forbidden") return error.message;
  throw error;
}
