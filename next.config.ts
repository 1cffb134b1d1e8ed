import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  typedRoutes: true,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["pg", "pino", "rate-limiter-flexible"],
  images: { unoptimized: true },
};

export default config;
