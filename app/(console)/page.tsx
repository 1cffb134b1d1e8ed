import type { Route } from "next";
import { redirect } from "next/navigation";

/** Home is what waits for the person. */
export default function HomePage(): never {
  redirect("/inbox" as Route);
}
