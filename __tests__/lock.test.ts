import * as fs from "node:fs";
import * as path from "node:path";
import { completeLock, missingOptionalDependencies, platformOf, type Lock } from "../dev/complete-lock";

const root = path.resolve(__dirname, "../..");
const lock = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")) as Lock;
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;

describe("the committed lock", () => {
  test("has an entry for every optional dependency", () => {
    expect(missingOptionalDependencies(lock)).toEqual([]);
  });

  test("names no registry", () => {
    const resolved = Object.keys(lock.packages).filter((folder) => "resolved" in (lock.packages[folder] ?? {}));
    expect(resolved).toEqual([]);
  });

  test("pins what is not in a bundle by its integrity, but for platform packages", () => {
    const unpinned = Object.entries(lock.packages).filter(
      ([folder, locked]) => folder !== "" && !locked["inBundle"] && !locked["integrity"] && !(locked["optional"] && locked["os"]),
    );
    expect(unpinned).toEqual([]);
  });

  test("is of this package.json, whose direct dependencies are exact versions", () => {
    const { dependencies, devDependencies, peerDependencies } = manifest;
    expect(lock.packages[""]).toMatchObject({ dependencies, devDependencies, peerDependencies });
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test("already is complete", () => {
    expect(JSON.stringify(completeLock(lock))).toBe(JSON.stringify(lock));
  });
});

describe("completeLock", () => {
  const incomplete: Lock = {
    packages: {
      "": {},
      "node_modules/a": {
        version: "1.0.0",
        dev: true,
        optionalDependencies: { "@a/b-win32-x64-msvc": "1.0.0", "@a/b-linux-arm64-musl": "1.0.0" },
      },
      "node_modules/a/node_modules/@a/b-linux-arm64-musl": { version: "1.0.0" },
    },
  };

  test("adds what is missing, with its platform", () => {
    expect(completeLock(incomplete).packages["node_modules/@a/b-win32-x64-msvc"]).toEqual({
      version: "1.0.0",
      dev: true,
      optional: true,
      os: ["win32"],
      cpu: ["x64"],
    });
    expect(Object.keys(completeLock(incomplete).packages)).toHaveLength(4);
  });

  test("refuses a range, because the version would be a guess", () => {
    const range: Lock = { packages: { "node_modules/a": { optionalDependencies: { "b-win32-x64": "^1.0.0" } } } };
    expect(() => completeLock(range)).toThrow("'node_modules/a' wants optional package 'b-win32-x64' ^1.0.0, not an exact version");
  });

  test.each([
    ["@unrs/resolver-binding-linux-x64-gnu", { os: ["linux"], cpu: ["x64"], libc: ["glibc"] }],
    ["@unrs/resolver-binding-linux-arm-musleabihf", { os: ["linux"], cpu: ["arm"], libc: ["musl"] }],
    ["@unrs/resolver-binding-android-arm-eabi", { os: ["android"], cpu: ["arm"] }],
    ["@unrs/resolver-binding-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ])("reads the platform of %s", (name, platform) => {
    expect(platformOf(name)).toEqual(platform);
  });

  test("refuses a name without a platform", () => {
    expect(() => platformOf("fsevents")).toThrow("optional package 'fsevents' names no platform");
  });
});
