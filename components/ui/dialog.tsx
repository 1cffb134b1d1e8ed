"use client";

import { lateParts } from "./late-parts";
import { latePart, latePopup, lateWhole } from "./late-popup";

const parts = lateParts(() => import("./dialog-parts"));
const popup = latePopup(parts, ({ Dialog, DialogTrigger }) => ({ Root: Dialog, Trigger: DialogTrigger }), "dialog");

/** Holds the state; `open` and `onOpenChange` to control it. Fetched when it is first opened. */
export const Dialog = popup.Root;
/** `render={<Button …/>}` gives it a look. */
export const DialogTrigger = popup.Trigger;
export const DialogClose = latePart(parts, (dialog) => dialog.DialogClose);
export const DialogContent = latePart(parts, (dialog) => dialog.DialogContent);
/** Asks before an act. */
export const ConfirmDialog = lateWhole(parts, (dialog) => dialog.ConfirmDialog);
