import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { searchField } from "@/lib/fields";
import { parseInput } from "@/lib/parse";
import { reading } from "../store";
import { searchPeople } from "./store";

const query = searchField(100);

/** People a hold or an erasure may be about, by name or address. `onlyLeft`: who is not active. @throws CountersignError `forbidden` */
export async function findPeople(ctx: Context, text: string, onlyLeft: boolean) {
  requirePermission(ctx, "audit.read");
  return searchPeople(reading(), parseInput(query, text), onlyLeft);
}
