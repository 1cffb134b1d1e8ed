import { readdirSync } from "node:fs";
import path from "node:path";
import type { NextConfig } from "next";

const migrations = readdirSync(path.join(import.meta.dirname, "prisma/migrations")).filter((name) => /^\d/.test(name));

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  output: "standalone",
  poweredByHeader: false,
  typedRoutes: true,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["@cedar-policy/cedar-wasm", "pdfmake", "pg", "pg-boss", "pino", "rate-limiter-flexible"],
  // What a deployment copies is the server: not the data of the machine it was built on.
  // (A pattern matches anywhere in a path: "dist/**" would take the insides out of every package.)
  outputFileTracingExcludes: { "/*": [".data/**"] },
  // Files that are read while it runs: no import leads to them.
  outputFileTracingIncludes: { "/*": ["lib/compliance/catalogue/*.yaml"] },
  images: { unoptimized: true },
  // Types are checked by `npm test`; whoever installs the console should not wait for them a second time.
  typescript: { ignoreBuildErrors: true },
  // A file to import has 50 MB at most; the usual 10 MB would cut it off without a word.
  experimental: { proxyClientMaxBodySize: "52mb" },
  // The health check compares the database with the newest migration that this build knows.
  env: { COUNTERSIGN_SCHEMA_VERSION: migrations.sort().at(-1) },
};

export default config;
