import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Options of a command. */
export interface RunOptions {
  /** Folder to run in. */
  readonly cwd: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program, and returns what it printed or throws what it printed. */
export function run(program: string, args: readonly string[], { cwd, env }: RunOptions): string {
  // Windows starts npm.cmd through a shell only.
  const shell = process.platform === "win32" && !path.isAbsolute(program);
  const result = spawnSync(program, args, {
    cwd,
    env: { ...inherited(), ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    shell,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.error) throw new Error(`cannot start '${program}': ${result.error.message}`);
  if (result.status !== 0) {
    throw new Error(
      `'${path.basename(program)} ${args.join(" ")}' ended with ${result.status ?? result.signal}:\n${result.stdout}${result.stderr}`,
    );
  }
  return result.stdout;
}

/** Runs Node. */
export function node(args: readonly string[], options: RunOptions): string {
  return run(process.execPath, args, options);
}

/** Runs the npm that runs this script, else the one on the PATH. */
export function npm(args: readonly string[], options: RunOptions): string {
  const npmCli = process.env["npm_execpath"];
  return npmCli ? node([npmCli, ...args], options) : run("npm", args, options);
}

/** Calls a function with a temporary folder that is gone afterwards. */
export function withTemporaryFolder<T>(name: string, use: (dir: string) => T): T {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `${name}-`));
  try {
    return use(dir);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Makes a function that does jobs, in the order in which they are given to it, and no more than a number of them at once.
 *
 * @param most - how many at once
 */
export function limiter(most: number): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    // Whoever ends hands its place over, so that nobody comes between.
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/**
 * Does jobs, some at once, and returns what they do in their order; all have ended when one has failed.
 *
 * @param jobs - the jobs
 * @param most - how many at once
 * @throws what the first of them that has failed has thrown
 */
export async function inParallel<T>(jobs: readonly (() => Promise<T>)[], most = Math.max(2, os.availableParallelism())): Promise<T[]> {
  const results = await Promise.allSettled(jobs.map(limiter(most)));
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** Lists the files under a folder by their paths relative to it, with slashes, sorted. */
export function filesUnder(dir: string): string[] {
  return fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

/**
 * Makes the files of a folder those that are given: writes what has changed and removes what is no longer among them.
 *
 * @param folder - the folder, which is made where it is not there
 * @param texts - texts by file name
 * @param isMade - whether a file of the folder is one of those that are made; others stay
 * @returns names of the files that were written and removed
 */
export function renewFiles(
  folder: string,
  texts: ReadonlyMap<string, string>,
  isMade: (name: string) => boolean = () => true,
): { written: string[]; removed: string[] } {
  fs.mkdirSync(folder, { recursive: true });
  const removed = filesUnder(folder).filter((name) => isMade(name) && !texts.has(name));
  for (const name of removed) fs.rmSync(path.join(folder, name));
  const written = [...texts].flatMap(([name, text]) => {
    const file = path.join(folder, name);
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return [];
    fs.writeFileSync(file, text);
    return [name];
  });
  return { written, removed };
}

// What npm tells its scripts about the project, and git its hooks about the repository, would make those in another folder work on these.
function inherited(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_package_|npm_lifecycle_|npm_config_(local_prefix|prefix)$|INIT_CWD$|GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX)$)/.test(name),
  );
  return { ...Object.fromEntries(own), CHECKPOINT_DISABLE: "1" };
}
