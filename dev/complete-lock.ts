import * as path from "node:path";
import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import type { Command } from "../cli/program";

/** One package in package-lock.json. */
export interface LockedPackage {
  /** Version that is installed. */
  readonly version?: string;
  /** Whether only the development dependencies need it. */
  readonly dev?: boolean;
  /** Packages that may be missing, with their versions. */
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  /** Anything else that npm writes. */
  readonly [key: string]: unknown;
}

/** The part of package-lock.json that lists packages by their folder. */
export interface Lock {
  /** Packages by folder; the project itself is "". */
  readonly packages: Readonly<Record<string, LockedPackage>>;
  /** Anything else that npm writes. */
  readonly [key: string]: unknown;
}

const OPERATING_SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** Lists the optional dependencies that a lock has no entry for, as the folder of who wants them, their name and their version. */
export function missingOptionalDependencies(lock: Lock): { wantedBy: string; name: string; version: string }[] {
  return Object.entries(lock.packages).flatMap(([wantedBy, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !candidateFolders(wantedBy, name).some((folder) => folder in lock.packages))
      .map(([name, version]) => ({ wantedBy, name, version })),
  );
}

/**
 * Adds entries for the platform packages that npm left out because the registry in use did not have them.
 *
 * `npm ci` refuses a lock without them. An entry has no integrity: npm checks only the version when it installs one on its platform.
 */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockedPackage> = { ...lock.packages };
  for (const { wantedBy, name, version } of missingOptionalDependencies(lock)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
      throw new Error(
        `'${wantedBy}' wants optional package '${name}' ${version}, not an exact version; run npm against a registry that has it`,
      );
    }
    const { dev } = lock.packages[wantedBy] ?? {};
    const { cpu, libc, os } = platformOf(name);
    packages[`node_modules/${name}`] = { version, cpu, ...(dev ? { dev } : {}), ...(libc ? { libc } : {}), optional: true, os };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

/** Reads a platform out of the name of a package, such as `binding-linux-arm64-musl`. */
export function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  if (os.length !== 1 || cpu.length !== 1) {
    throw new Error(
      `optional package '${name}' names no platform; run npm against a registry that has it, so that the lock says where it belongs`,
    );
  }
  if (words.some((word) => /^musl(eabi|$)/.test(word))) return { os, cpu, libc: ["musl"] };
  if (os[0] === "linux" && words.some((word) => /^gnu(eabi|$)/.test(word))) return { os, cpu, libc: ["glibc"] };
  return { os, cpu };
}

// Node looks in the package's own node_modules, then in those of the folders above it.
function candidateFolders(wantedBy: string, name: string): string[] {
  const above = wantedBy.split("/node_modules/").map((_, index, parts) => parts.slice(0, index + 1).join("/node_modules/"));
  return [`node_modules/${name}`, ...above.filter((folder) => folder !== "").map((folder) => `${folder}/node_modules/${name}`)];
}

function completeFile(file: string): void {
  const lock = JSON.parse(fs.readFileSync(file, "utf8")) as Lock;
  const missing = missingOptionalDependencies(lock);
  fs.writeFileSync(file, `${JSON.stringify(completeLock(lock), undefined, 2)}\n`);
  console.log(`lock: ${missing.length} optional packages added to ${path.basename(file)}`);
}

/** Completes package-lock.json for all systems. */
export const command: Command = {
  name: "lock",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: ({ root }) => {
    completeFile(path.join(root, "package-lock.json"));
    return EXIT.done;
  },
};
