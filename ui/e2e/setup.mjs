// Makes the demo storage once; every worker serves a copy of it (service.mjs).
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { out, program } from "./service.mjs";

/** Runs before all tests; what it returns runs after them. */
export default function setup() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "shots"), { recursive: true });
  const room = mkdtempSync(join(tmpdir(), "leye-e2e-"));
  const data = join(room, "demo");
  const args = ["demo", "--data", data, "--cases", "60", "--seed", "7", "--json"];
  const report = execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  writeFileSync(join(out, "demo.json"), report);
  // Workers inherit the environment.
  process.env.LEYE_E2E_ROOM = room;
  return () => rmSync(room, { recursive: true, force: true });
}
