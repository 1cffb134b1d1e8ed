/**
 * Around a chart of Recharts: on paper the drawing takes the width of the sheet and keeps its shape. The library stands it in a box of
 * no size, so that whatever asks for a share of that box is gone in print: the box is given its width as well.
 */
export const PRINTED_CHART = [
  "print:[&_.recharts-responsive-container]:h-auto!",
  "print:[&_.recharts-responsive-container>div]:h-auto! print:[&_.recharts-responsive-container>div]:w-full!",
  "print:[&_.recharts-wrapper]:h-auto! print:[&_.recharts-wrapper]:w-full!",
  "print:[&_svg]:h-auto! print:[&_svg]:w-full!",
].join(" ");
