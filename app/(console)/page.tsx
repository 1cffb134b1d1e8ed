import type { Route } from "next";
import { redirect } from "next/navigation";
import { requireContext } from "@/lib/auth";
import { homeOf } from "./home";

/** Home is where the organisation stands for those who answer for it as a whole, and what waits for the person for everybody else. */
export default async function HomePage(): Promise<never> {
  const { actor } = await requireContext();
  redirect(homeOf(actor) as Route);
}
