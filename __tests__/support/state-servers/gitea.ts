import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { freePort, newFolder, startDaemon, unprivileged, type StateServer, type StateServerKind } from "./server";

const USER = "operator";

/** Gitea's registry of states, which speaks as GitLab's does. */
export const gitea: StateServerKind = {
  program: "gitea",
  source: "Gitea 1.26.0 or newer, with SQLite",
  start,
};

async function start(): Promise<StateServer> {
  const user = unprivileged();
  const folder = newFolder("gitea", user);
  const [password, port] = [randomBytes(16).toString("hex"), await freePort()];
  const config = path.join(folder, "app.ini");
  const settings = [
    ["", `RUN_MODE=prod\nWORK_PATH=${folder}`],
    ["server", `HTTP_ADDR=127.0.0.1\nHTTP_PORT=${port}\nROOT_URL=http://127.0.0.1:${port}/\nDISABLE_SSH=true\nOFFLINE_MODE=true`],
    ["database", `DB_TYPE=sqlite3\nPATH=${path.join(folder, "gitea.db")}`],
    ["security", `INSTALL_LOCK=true\nSECRET_KEY=${randomBytes(16).toString("hex")}`],
    ["service", "DISABLE_REGISTRATION=true"],
    ["packages", "ENABLED=true"],
    ["log", "LEVEL=Warn"],
  ];
  fs.writeFileSync(config, settings.map(([section, text]) => (section === "" ? text : `[${section}]\n${text}`)).join("\n"));
  if (user.uid !== undefined) fs.chownSync(config, user.uid, user.gid!);
  const env = { ...process.env, HOME: folder, USER: "nobody", GITEA_WORK_DIR: folder };
  const run = (...args: string[]): void => {
    const { status, stderr, stdout } = spawnSync("gitea", ["--config", config, ...args], { cwd: folder, env, encoding: "utf8", ...user });
    if (status !== 0) throw new Error(`gitea ${args[0]} has failed: ${stdout}${stderr}`);
  };
  run("migrate");
  run(
    "admin",
    "user",
    "create",
    "--username",
    USER,
    "--password",
    password,
    "--email",
    "operator@example.org",
    "--must-change-password=false",
  );

  const address = `http://127.0.0.1:${port}/api/packages/${USER}/terraform/state`;
  const ask = (url: string, method = "GET", body?: string): Promise<Response> =>
    fetch(url, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`${USER}:${password}`).toString("base64")}` },
      ...(body !== undefined && { body }),
    });
  const stop = await startDaemon({
    program: "gitea",
    args: ["--config", config, "web"],
    folder,
    user,
    env,
    probe: async () => (await ask(`http://127.0.0.1:${port}/api/healthz`)).ok,
  });
  return {
    backend: { kind: "http", address: `${address}/{stack}` },
    env: { TF_HTTP_USERNAME: USER, TF_HTTP_PASSWORD: password },
    state: async (stack) => {
      const response = await ask(`${address}/${stack}`);
      return response.ok ? response.text() : undefined;
    },
    isLocked: async (stack) => {
      // Its registry cannot be asked for a lock without taking it.
      const lock = JSON.stringify({ ID: randomBytes(8).toString("hex"), Who: "tests", Created: new Date().toISOString() });
      if ((await ask(`${address}/${stack}/lock`, "POST", lock)).status === 423) return true;
      await ask(`${address}/${stack}/lock`, "DELETE", lock);
      return false;
    },
    stop,
  };
}
