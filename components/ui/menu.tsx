"use client";

import { lateParts } from "./late-parts";
import { latePart, latePopup } from "./late-popup";

const parts = lateParts(() => import("./menu-parts"));
const popup = latePopup(parts, ({ Menu, MenuTrigger }) => ({ Root: Menu, Trigger: MenuTrigger }), "menu");

/** A menu of acts under its button; what is inside is fetched when somebody reaches for the button. */
export const Menu = popup.Root;
/** `render={<IconButton …/>}` gives it a look. */
export const MenuTrigger = popup.Trigger;
export const MenuContent = latePart(parts, (menu) => menu.MenuContent);
export const MenuGroup = latePart(parts, (menu) => menu.MenuGroup);
/** A heading within a `MenuGroup`. */
export const MenuLabel = latePart(parts, (menu) => menu.MenuLabel);
export const MenuItem = latePart(parts, (menu) => menu.MenuItem);
/** An entry that is a link: `render={<Link href="…"/>}`. */
export const MenuLinkItem = latePart(parts, (menu) => menu.MenuLinkItem);
export const MenuCheckboxItem = latePart(parts, (menu) => menu.MenuCheckboxItem);
export const MenuRadioGroup = latePart(parts, (menu) => menu.MenuRadioGroup);
export const MenuRadioItem = latePart(parts, (menu) => menu.MenuRadioItem);
export const MenuSeparator = latePart(parts, (menu) => menu.MenuSeparator);
