// The framework records the whole call stack for every value that is resolved later: a third of the time of a synth and most of its
// memory, for a hint in the error messages of tokens. DEBUG brings the hint back.
import * as stackTrace from "cdktf/lib/tokens/private/stack-trace";

if (!process.env["DEBUG"]) {
  Object.assign(stackTrace, { captureStackTrace: () => [] });
}
