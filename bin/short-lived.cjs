// Loaded first by what runs for a second. V8 11 (Node 20) makes fast code of a function after some milliseconds in it: a third of what a synth
// takes of the processors, which such a process never gets back. With this it takes 15 times as long before it does. Later versions have a
// cheaper compiler in between, and no such flag.
if (process.versions.v8.startsWith("11.")) require("node:v8").setFlagsFromString("--interrupt-budget=1000000");
