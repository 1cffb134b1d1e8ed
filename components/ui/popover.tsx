"use client";

import { lateParts } from "./late-parts";
import { latePart, latePopup } from "./late-popup";

const parts = lateParts(() => import("./popover-parts"));
const popup = latePopup(parts, ({ Popover, PopoverTrigger }) => ({ Root: Popover, Trigger: PopoverTrigger }), "dialog");

/** A small surface beside its button; fetched when somebody reaches for the button. */
export const Popover = popup.Root;
/** `render={<Button …/>}` gives it a look. */
export const PopoverTrigger = popup.Trigger;
/** For a few controls or an explanation. */
export const PopoverContent = latePart(parts, (popover) => popover.PopoverContent);
