"use client";

import { lateParts } from "./late-parts";
import { latePart, latePopup } from "./late-popup";

const parts = lateParts(() => import("./sheet-parts"));
const popup = latePopup(parts, ({ Sheet, SheetTrigger }) => ({ Root: Sheet, Trigger: SheetTrigger }), "dialog");

/** A panel at the side, open as told by `open`; fetched when it is first opened. */
export const Sheet = popup.Root;
export const SheetContent = latePart(parts, (sheet) => sheet.SheetContent);
