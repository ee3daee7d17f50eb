// A running service on a copy of the demo storage.
import { spawn } from "node:child_process";
import { cpSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createDatabase, databaseArguments, demoDatabase, dropDatabase, onPostgres } from "./database.mjs";

/** Where logs, pictures and reports go; not under version control. */
export const out = fileURLToPath(new URL("out", import.meta.url));

/** The program under test. */
export const program =
  process.env.LEYE_BIN ?? fileURLToPath(new URL("../../target/debug/leye", import.meta.url));

/** What the demo said of itself: counts, sign-in names, password. */
export const demo = () => JSON.parse(readFileSync(join(out, "demo.json"), "utf8"));

/**
 * Serves a copy of the demo storage on a free port; on PostgreSQL the copy is a database.
 * @returns {Promise<{url: string, stop: () => Promise<void>}>}
 */
export async function serve(name) {
  const room = process.env.LEYE_E2E_ROOM;
  const data = join(room, name);
  cpSync(join(room, "demo"), data, { recursive: true });
  const database = `${demoDatabase}_${name}`;
  if (onPostgres) createDatabase(database, demoDatabase);
  const log = join(out, `${name}.log`);
  const fd = openSync(log, "w");
  const place = ["--data", data, ...databaseArguments(database)];
  const args = ["serve", "--training", ...place, "--listen", "127.0.0.1:0"];
  // A process group of its own, so that nothing of it is left behind.
  const child = spawn(program, args, { detached: true, stdio: ["ignore", fd, fd] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null) process.kill(-child.pid, "SIGTERM");
    await Promise.race([ended, wait(3_000)]);
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
    if (onPostgres) dropDatabase(database);
  };
  for (let tries = 0; tries < 150; tries += 1) {
    const url = readFileSync(log, "utf8").match(/http:\/\/127\.0\.0\.1:[0-9]+/)?.[0];
    if (url && (await isHealthy(url))) return { url, stop };
    if (child.exitCode !== null) break;
    await wait(100);
  }
  await stop();
  throw new Error(`the service did not begin to answer; it said:\n${readFileSync(log, "utf8")}`);
}

async function isHealthy(url) {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
