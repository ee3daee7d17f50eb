// Makes the demo storage once, with the sample registers imported; every worker serves a copy of it (service.mjs).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase, databaseArguments, demoDatabase, dropDatabase, onPostgres } from "./database.mjs";
import { out, program } from "./service.mjs";

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
  return () => {
    if (onPostgres) dropDatabase(demoDatabase);
    rmSync(room, { recursive: true, force: true });
  };
}
