import { isCountersignError } from "@/lib/errors";

/** What the role forbids becomes the sentence that says so; everything else goes on to the error page. */
export async function orRefusal<T>(work: Promise<T>): Promise<T | string> {
  try {
    return await work;
  } catch (error) {
    if (isCountersignError(error) && error.code === "forbidden") return error.message;
    throw error;
  }
}
