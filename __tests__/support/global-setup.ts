import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

// `Testing.app()` makes a folder in the temporary directory each time and never removes it, so the whole run gets a directory of its own.
export default function globalSetup(): void {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "cdktf-magnum-test-"));
  for (const name of ["TMPDIR", "TEMP", "TMP", "CDKTF_MAGNUM_TEST_DIR"]) process.env[name] = dir;
}
