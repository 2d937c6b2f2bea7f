// Imported first by main.ts: what makes a synth slow and brings it nothing.
import * as z from "zod";

// The framework records the whole call stack for every value that is resolved later: a third of the time of a synth and most of its
// memory, for a hint in the error messages of tokens. DEBUG brings the hint back.
// Required and not imported: the module itself is changed, and a bundler makes a copy of what is imported.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import stackTrace = require("cdktf/lib/tokens/private/stack-trace");

if (!process.env["DEBUG"]) {
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}

// Compiling a schema pays only for those who check many projects with it.
z.config({ jitless: true });
