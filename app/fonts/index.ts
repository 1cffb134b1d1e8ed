import localFont from "next/font/local";

/** Geist and Geist Mono (SIL Open Font License 1.1, OFL.txt beside this file), served by the console itself. */
export const sans = localFont({
  src: "./geist-sans.woff2",
  weight: "100 900",
  variable: "--font-geist-sans",
  display: "swap",
  fallback: ["ui-sans-serif", "system-ui", "sans-serif"],
});

export const mono = localFont({
  src: "./geist-mono.woff2",
  weight: "100 900",
  variable: "--font-geist-mono",
  display: "swap",
  preload: false,
  fallback: ["ui-monospace", "Menlo", "monospace"],
});
