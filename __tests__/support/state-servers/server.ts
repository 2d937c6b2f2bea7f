import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LabBackend } from "../lab";

const START_MS = 60_000;

/** A real server that keeps states, on loopback, with credentials of its own. */
export interface StateServer extends LabBackend {
  /** A stack's state as the server has it; undefined where it has none. */
  readonly state: (stack: string) => Promise<string | undefined>;
  /** Whether somebody holds the lock of a stack. */
  readonly isLocked: (stack: string) => Promise<boolean>;
  /** Ends it and removes what it has written. */
  readonly stop: () => Promise<void>;
}

/** A kind of server. */
export interface StateServerKind<Server extends StateServer = StateServer> {
  /** Program that must be on the PATH. */
  readonly program: string;
  /** How to get it. */
  readonly source: string;
  /** Starts one. */
  readonly start: () => Promise<Server>;
}

/** A system user that a server runs as: PostgreSQL and Gitea refuse to run as root. */
export interface SystemUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Whether a program is on the PATH. */
export function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, program)));
}

/** The user `nobody` where tests run as root, else nobody else. */
export function unprivileged(): SystemUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

/** Makes a folder that only one user can enter, beside the folder of the tests, which nobody but their own user can. */
export function newFolder(name: string, { uid, gid }: SystemUser = {}): string {
  const folder = fs.mkdtempSync(path.join(path.dirname(process.env["CDKTF_MAGNUM_TEST_DIR"]!), `${name}-`));
  if (uid !== undefined && gid !== undefined) fs.chownSync(folder, uid, gid);
  return folder;
}

/** A port of loopback that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** What starts a server. */
export interface Daemon {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly user?: SystemUser;
  readonly env?: NodeJS.ProcessEnv;
  /** Settles with true once it serves. */
  readonly probe: () => Promise<boolean>;
}

/** Starts a server and waits until it serves; returns what ends it and removes its folder. */
export async function startDaemon({ program, args, folder, user, env, probe }: Daemon): Promise<() => Promise<void>> {
  const log = path.join(folder, "server.log");
  const file = fs.openSync(log, "a");
  const child = spawn(program, args, { cwd: folder, env: { ...process.env, ...env }, stdio: ["ignore", file, file], ...user });
  fs.closeSync(file);
  const gone = once(child, "exit");
  const stop = async (): Promise<void> => {
    // PostgreSQL waits for its clients at SIGTERM, and not at SIGINT.
    child.kill("SIGINT");
    await gone;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  while (!(await probe().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const text = fs.readFileSync(log, "utf8").split("\n").slice(-5).join("\n");
      await stop();
      throw new Error(`${program} does not serve:\n${text}`);
    }
    await sleep(200);
  }
  return stop;
}
