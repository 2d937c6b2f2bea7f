// Imported by what synthesises: the framework resolves with the function that is here from then on. Required and not imported, as in
// synth-shim.ts; it brings half of the framework along, which other commands do without.
import { quickResolve } from "./quick-resolve";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import framework = require("cdktf/lib/tokens/private/resolve");

Object.assign(framework, { resolve: quickResolve(framework.resolve) });
