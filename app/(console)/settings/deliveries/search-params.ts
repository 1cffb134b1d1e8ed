import { type DeliverySearch, deliverySearchSchema } from "@/lib/notifications/schema";
import { givenIn, type Params, readSearch } from "../../address";

const NAMES = { state: "state", channel: "channel", kind: "kind", cursor: "cursor" };

/** Reads the search from a page's parameters; what does not parse is left out and named, never guessed. */
export function deliverySearchOf(params: Params): { search: DeliverySearch; ignored: string[] } {
  return readSearch(deliverySearchSchema, givenIn(params, NAMES), NAMES);
}
