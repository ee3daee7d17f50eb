// Makes ui/dist from styles, scripts and assets. `--watch` does it again on every change.
import { buildSync } from "esbuild";
import { compile } from "sass";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// The fonts of printed papers: regular and bold of two families, each with its licence.
function fonts() {
  mkdirSync(join(dist, "fonts"), { recursive: true });
  for (const [room, family] of [["noto-serif-sc", "NotoSerifSC"], ["noto-sans-sc", "NotoSansSC"]]) {
    const from = join(here, "node_modules/@expo-google-fonts", room);
    take(join(from, "LICENSE_FONT"), `${family}-OFL.txt`);
    for (const weight of ["400Regular", "700Bold"]) {
      take(join(from, weight, `${family}_${weight}.ttf`), `${family}-${weight.slice(3)}.ttf`);
    }
  }
}

// Each script whole in one file: its address bears the hash of all that it does.
function scripts() {
  buildSync({
    absWorkingDir: here,
    entryPoints: {
      early: "scripts/early.js",
      leye: "scripts/leye.js",
      papers: "scripts/papers.js",
      round: "round/page.ts",
      "round-worker": "round/worker.ts",
    },
    outdir: dist,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
}

function take(from, name) {
  const to = join(dist, "fonts", name);
  if (!existsSync(to) || statSync(to).size !== statSync(from).size) cpSync(from, to);
}

function build() {
  // Compiled first: a mistake in a style sheet leaves the last good build standing.
  const { css } = compile(join(here, "styles/leye.scss"), {
    style: "compressed",
    charset: false,
    loadPaths: [here, join(here, "node_modules")],
    quietDeps: true,
  });
  mkdirSync(dist, { recursive: true });
  // The fonts stay: they are large, and a newer date on them compiles the room that embeds them anew.
  for (const name of readdirSync(dist)) if (name !== "fonts") rmSync(join(dist, name), { recursive: true });
  fonts();
  writeFileSync(join(dist, "leye.css"), css);
  scripts();
  for (const file of readdirSync(join(here, "assets"))) cpSync(join(here, "assets", file), join(dist, file));
  console.log(`ui/dist: ${readdirSync(dist).join(", ")} (leye.css ${Math.ceil(css.length / 1024)} KB)`);
}

build();

if (process.argv.includes("--watch")) {
  let waiting;
  for (const room of ["styles", "scripts", "round", "assets"]) {
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
