// The browser tests: whole lives of a case, driven through the pages as staff and residents use them.
//
//   LEYE_BIN       the built program; `target/debug/leye` unless said
//   LEYE_CHROMIUM  the browser; Debian's Chromium unless said
//   LEYE_TEST_DATABASE  a PostgreSQL server, `postgres://…`: the same tests on databases of theirs
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const out = (name) => fileURLToPath(new URL(`out/${name}`, import.meta.url));

export default defineConfig({
  testDir: fileURLToPath(new URL(".", import.meta.url)),
  // Projects share no worker: the lives move the clock, the pages look at the demo as it is.
  projects: [
    { name: "lives", testMatch: "*.spec.mjs", testIgnore: "pages.spec.mjs" },
    { name: "pages", testMatch: "pages.spec.mjs" },
  ],
  globalSetup: fileURLToPath(new URL("setup.mjs", import.meta.url)),
  outputDir: out("results"),
  reporter: [["list"], ["json", { outputFile: out("report.json") }]],
  // Each worker has a service of its own, whose clock only the test that runs on it moves.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 5_000 },
  forbidOnly: !!process.env.CI,
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1366, height: 768 },
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.LEYE_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
