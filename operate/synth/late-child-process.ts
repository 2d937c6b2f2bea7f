/**
 * Stands in for child_process in the bundled app: loading it takes a fiftieth of a synth, and the framework starts a program only where
 * resources are moved or imported, to ask for its version.
 */
export = {
  get execSync() {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- late on purpose
    return (require("node:child_process") as typeof import("node:child_process")).execSync;
  },
};
