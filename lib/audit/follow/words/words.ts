import type { Follower } from "../follower";
import { addWords, emptyWords } from "./store";

/** The words by which a person finds an event: audit_search. */
export const SEARCH: Follower = { name: "search", apply: addWords, empty: emptyWords };
