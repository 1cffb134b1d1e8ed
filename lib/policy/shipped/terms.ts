import type { PolicySource } from "../engine/types";

/** A policy that comes with the product: its Cedar text, and what it says in words. `version` rises with every change of the text. */
export interface ShippedPolicy extends PolicySource {
  version: string;
  title: string;
  explanation: string;
}
