import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["lib/**/*.test.ts", "api/**/*.test.ts", "scripts/**/*.test.ts", "components/**/*.test.ts"],
    globalSetup: ["lib/testing/global-setup.ts"],
    setupFiles: ["lib/testing/fresh-file.ts"],
    pool: "forks",
    // Each file still begins anew, but for the libraries: see lib/testing/fresh-file.ts.
    isolate: false,
    maxWorkers: 2,
    // As for the browser tests: named at the end of the run, and never hidden.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    // A hook is not tried again: one that is late fails its whole file, with no failed test to name.
    hookTimeout: 180_000,
    // What a test waits for takes the longer the busier the machine is; one second was enough on an idle one.
    expect: { poll: { timeout: 20_000 } },
  },
});
