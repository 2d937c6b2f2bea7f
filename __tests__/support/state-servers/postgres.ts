import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { freePort, newFolder, startDaemon, unprivileged, type StateServer, type StateServerKind } from "./server";

/** PostgreSQL, with one role that may make schemas. */
export const postgres: StateServerKind = {
  program: "initdb",
  source: "Debian's package postgresql, with /usr/lib/postgresql/<version>/bin on the PATH",
  start,
};

async function start(): Promise<StateServer> {
  const user = unprivileged();
  const folder = newFolder("postgres", user);
  const [password, port] = [randomBytes(16).toString("hex"), await freePort()];
  const data = path.join(folder, "data");
  const passwordFile = path.join(folder, "password");
  fs.writeFileSync(passwordFile, password);
  if (user.uid !== undefined) fs.chownSync(passwordFile, user.uid, user.gid!);
  const options = ["-D", data, "-U", "states", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--no-sync"];
  const made = spawnSync("initdb", options, { cwd: folder, encoding: "utf8", ...user });
  if (made.status !== 0) throw new Error(`initdb has failed: ${made.stderr}`);

  const env = { ...process.env, PGHOST: "127.0.0.1", PGPORT: String(port), PGUSER: "states", PGPASSWORD: password, PGDATABASE: "postgres" };
  const query = (sql: string): string | undefined => {
    const { status, stdout } = spawnSync("psql", ["-qtA", "-c", sql], { env, encoding: "utf8" });
    return status === 0 ? stdout.trim() : undefined;
  };
  const stop = await startDaemon({
    program: path.join(path.dirname(fs.realpathSync(onPath("initdb"))), "postgres"),
    args: ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", "", "-F"],
    folder,
    user,
    probe: () => Promise.resolve(query("select 1") === "1"),
  });
  return {
    backend: { kind: "pg" },
    env: { PG_CONN_STR: `postgres://states:${password}@127.0.0.1:${port}/postgres?sslmode=disable` },
    state: (stack) => Promise.resolve(query(`select data from "${stack}".states where name = 'default'`) || undefined),
    // The first write of any stack is locked for the whole database, so the number of a lock does not say whose it is.
    isLocked: () => Promise.resolve(query("select count(*) from pg_locks where locktype = 'advisory'") !== "0"),
    stop,
  };
}

function onPath(program: string): string {
  const folders = process.env["PATH"]!.split(path.delimiter);
  return path.join(
    folders.find((folder) => fs.existsSync(path.join(folder, program)))!,
    program,
  );
}
