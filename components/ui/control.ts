/** The edge shared by everything one types or chooses in: 3:1 against its surface, red when invalid. */
export const controlClass =
  "w-full min-w-0 rounded-md border border-input bg-card text-sm text-foreground shadow-xs transition-[border-color] duration-100 placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-1 data-disabled:cursor-not-allowed data-disabled:bg-muted data-disabled:text-muted-foreground data-invalid:border-danger max-sm:text-[1rem]";

/** The surface of everything that opens over the page next to what opened it. */
export const popupClass =
  "rounded-lg border border-border bg-popover text-foreground shadow-md outline-none transition-[opacity,scale] duration-100 origin-(--transform-origin) data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0";

/** One line of a menu or a listbox. */
export const optionClass =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-accent data-disabled:cursor-not-allowed data-disabled:text-muted-foreground data-disabled:opacity-70 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0";
