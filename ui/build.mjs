// Makes ui/dist from styles, scripts and assets. `--watch` does it again on every change.
import { compile } from "sass";
import { cpSync, mkdirSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

function build() {
  // Compiled first: a mistake in a style sheet leaves the last good build standing.
  const { css } = compile(join(here, "styles/leye.scss"), {
    style: "compressed",
    charset: false,
    loadPaths: [here, join(here, "node_modules")],
    quietDeps: true,
  });
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "leye.css"), css);
  for (const room of ["scripts", "assets"]) {
    for (const file of readdirSync(join(here, room))) cpSync(join(here, room, file), join(dist, file));
  }
  console.log(`ui/dist: ${readdirSync(dist).join(", ")} (leye.css ${Math.ceil(css.length / 1024)} KB)`);
}

build();

if (process.argv.includes("--watch")) {
  let waiting;
  for (const room of ["styles", "scripts", "assets"]) {
    watch(join(here, room), { recursive: true }, () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        try {
          build();
        } catch (error) {
          console.error(error.message);
        }
      }, 50);
    });
  }
}
