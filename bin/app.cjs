// Starts the bundled app with what V8 has compiled of it before, which is a fifth of a synth. What is kept at the end of a run has the
// functions that were called, too.
require("./short-lived.cjs");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const apps = path.join(__dirname, "..", "dist", "app");
// Its name stands for the sources that it was made of, and V8 itself looks only at its own version and flags and at the length.
const folder = path.join(apps, fs.readFileSync(path.join(apps, "current"), "utf8"));
const filename = path.join(folder, "main.js");
const cache = path.join(folder, "main.cache");
const cachedData = fs.existsSync(cache) ? fs.readFileSync(cache) : undefined;
// What esbuild writes is ASCII.
const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(filename, "latin1")}\n})`;
const script = new vm.Script(source, { filename, cachedData });
if (cachedData === undefined || script.cachedDataRejected) process.once("exit", keep);
script.runInThisContext()(exports, require, module, filename, folder);

/** Where nothing can be written the next run starts as slowly. */
function keep() {
  const unfinished = `${cache}.${process.pid}`;
  try {
    fs.writeFileSync(unfinished, script.createCachedData());
    fs.renameSync(unfinished, cache);
  } catch {
    fs.rmSync(unfinished, { force: true });
  }
}
