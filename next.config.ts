import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR || ".next",
  output: "standalone",
  poweredByHeader: false,
  typedRoutes: true,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["pg", "pino", "rate-limiter-flexible"],
  images: { unoptimized: true },
};

export default config;
