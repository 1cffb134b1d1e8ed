import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { nodeRuns, runs } from "./command.ts";

// First Chromium without a window's parts: a whole browser spends more on tabs and profiles than on our pages.
const NAMES = [
  "chromium-headless-shell",
  "google-chrome",
  "google-chrome-stable",
  "chromium",
  "chromium-browser",
  "chrome",
];
/** The distribution's packages, the quicker first; older distributions have only the second. */
const PACKAGES = ["chromium-headless-shell", "chromium"];

/**
 * A browser for the end-to-end tests: an installed one, else Playwright's download, else (as root) the distribution's package.
 * @returns its program file, or null when there is none and none could be had
 */
export async function ensureBrowser(): Promise<string | null> {
  const installed = findInstalled();
  if (installed) {
    console.log(`Using ${installed}`);
    return installed;
  }
  console.log("No Chrome or Chromium is installed: downloading Playwright's …");
  const downloaded = await playwrightBrowser();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    console.log("The download failed: installing the distribution's package …");
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await runs("apt-get", ["update", "-qq"], quiet);
    for (const name of PACKAGES) {
      await runs("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], quiet);
      const packaged = findInstalled();
      if (packaged) return packaged;
    }
  }
  console.error("The end-to-end tests need a browser: install Chrome or Chromium, or name one in CHROMIUM_PATH.");
  return null;
}

function findInstalled(): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [process.env.CHROMIUM_PATH ?? "", ...candidates].find(works) ?? null;
}

/** Some distributions install a file of this name that only advises to install another package. */
function works(file: string): boolean {
  if (!file || !fs.existsSync(file)) return false;
  try {
    return /Chrom/.test(execFileSync(file, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  } catch {
    return false; // present, but does not run here
  }
}

async function playwrightBrowser(): Promise<string | null> {
  const args = ["install", ...(process.getuid?.() === 0 ? ["--with-deps"] : []), "chromium"];
  if (!(await nodeRuns("@playwright/test/cli.js", args))) return null;
  const { chromium } = await import("@playwright/test");
  const file = chromium.executablePath();
  return works(file) ? file : null;
}
