"use client";

import { FailedPage } from "@/components/shell/failed-page";
import "./globals.css";

/** When even the frame failed: its own document, in the theme of the system. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Countersign could not be shown</title>
        <main>
          <FailedPage {...props} />
        </main>
      </body>
    </html>
  );
}
