export const labelClass = "block font-medium text-foreground text-sm";
