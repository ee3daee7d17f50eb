// Databases on a PostgreSQL server, where the tests run on one.
import { execFileSync } from "node:child_process";

const server = process.env.LEYE_TEST_DATABASE;

/** Whether the tests run on PostgreSQL. */
export const onPostgres = Boolean(server);

/** The demo, which every worker's database is copied from. */
export const demoDatabase = `leye_e2e_${process.env.LEYE_E2E_RUN ?? process.pid}_demo`;

/** What the program is told to find a database; nothing without a server. */
export function databaseArguments(name) {
  return onPostgres ? ["--database", address(name)] : [];
}

/** Makes a database, empty or like another one that nobody uses. */
export function createDatabase(name, like = "template0") {
  sql(`CREATE DATABASE "${name}" TEMPLATE "${like}"`);
}

/** Drops a database, with whoever still uses it. */
export function dropDatabase(name) {
  sql(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

function address(name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function sql(text) {
  const quiet = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"];
  execFileSync("psql", [...quiet, "--command", text, address("postgres")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
