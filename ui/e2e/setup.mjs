// Makes the demo storage once, with the sample registers imported; every worker serves a copy of it (service.mjs).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase, databaseArguments, demoDatabase, dropDatabase, onPostgres } from "./database.mjs";
import { JOBLESS, MOVERS, number } from "./resident.mjs";
import { out, program } from "./service.mjs";

/** Of the clerk of the demo. */
const STATION = "230102001003";

/** Somebody determined long ago who has reached the age of retirement, and a list of a screening. */
function findings(room, place) {
  const quiet = { stdio: ["ignore", "ignore", "inherit"] };
  const register = join(room, "determined.csv");
  const row = `柳树清,${number("19600412", 77)},女工人,C1.1,2009-05-20`;
  writeFileSync(register, `姓名,身份证号,退休类别,认定类别,认定日期\n${row}\n`);
  execFileSync(program, ["import", "people", register, "--agency", STATION, ...place], quiet);
  const people = fileURLToPath(new URL("../../docs/guide/samples/population.parquet", import.meta.url));
  const found = join(room, "found.parquet");
  execFileSync(program, ["screen", people, "--on", "2026-11-01", "--out", found], quiet);
  execFileSync(program, ["outreach", found, "--people", people, "--unknown", ...place], quiet);
  execFileSync(program, ["register", "screen", ...place], quiet);
}

/** People of the station whom the unemployment register does not know yet. */
function jobless(room, place) {
  const register = join(room, "jobless.csv");
  const rows = JOBLESS.map((number, at) => `${"高何罗郑梁"[at]}立${"春夏秋冬平"[at]},${number},女工人`);
  writeFileSync(register, `姓名,身份证号,退休类别\n${rows.join("\n")}\n`);
  const args = ["import", "people", register, "--agency", STATION, ...place];
  execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** People of the station who are about to move to another one (move.spec). */
function movers(room, place) {
  const register = join(room, "movers.csv");
  const rows = MOVERS.map((number, at) => `${"谢宋唐卢"[at]}立新,${number},女工人`);
  writeFileSync(register, `姓名,身份证号,退休类别\n${rows.join("\n")}\n`);
  const args = ["import", "people", register, "--agency", STATION, ...place];
  execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** Somebody determined who is about to find work: their visits are made on the way (round.spec). */
function onTheWay(room, place) {
  const register = join(room, "on-the-way.csv");
  const rows = ["邵远行", "舒长路"].map((name, at) => `${name},${number("19800317", 61 + 2 * at)},女干部,C1.1,2025-03-20`);
  writeFileSync(register, `姓名,身份证号,退休类别,认定类别,认定日期\n${rows.join("\n")}\n`);
  const args = ["import", "people", register, "--agency", STATION, ...place];
  execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** Runs before all tests; what it returns runs after them. */
export default function setup() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "shots"), { recursive: true });
  const room = mkdtempSync(join(tmpdir(), "leye-e2e-"));
  const data = join(room, "demo");
  // Workers inherit the environment.
  process.env.LEYE_E2E_ROOM = room;
  process.env.LEYE_E2E_RUN = String(process.pid);
  if (onPostgres) createDatabase(demoDatabase);
  const place = ["--data", data, ...databaseArguments(demoDatabase)];
  const args = ["demo", ...place, "--cases", "60", "--seed", "7", "--json"];
  const report = execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  writeFileSync(join(out, "demo.json"), report);
  // Registers of the same station: people determined and at work before, and employers.
  for (const kind of ["people", "employers"]) {
    const register = fileURLToPath(new URL(`../../docs/guide/samples/${kind}.xlsx`, import.meta.url));
    execFileSync(program, ["import", kind, register, ...place], { stdio: ["ignore", "ignore", "inherit"] });
  }
  findings(room, place);
  jobless(room, place);
  onTheWay(room, place);
  movers(room, place);
  return () => {
    if (onPostgres) dropDatabase(demoDatabase);
    rmSync(room, { recursive: true, force: true });
  };
}
