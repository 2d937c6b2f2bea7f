import { looksLikeSecret } from "../../constructs/policies/secret-patterns";
import type { Report } from "../schema/report";

/**
 * Finds secrets, which would go into version control, into cdk.tf.json and into the state; the messages do not repeat them.
 *
 * @param data - checked data of a file
 * @param report - called for each of them
 * @param path - keys that lead to the data
 */
export function checkSecrets(data: unknown, report: Report, path: readonly PropertyKey[] = []): void {
  if (typeof data === "string") {
    // Only settings are named by users; our own fields, such as tlsSecret, hold names.
    const parent = path.at(-2);
    const key = parent === "conf" || parent === "sparkConf" ? String(path.at(-1)) : "";
    if (looksLikeSecret(key, data)) report(path, "looks like a secret; keep it out of this file and refer to a Secret of the cluster");
  } else if (typeof data === "object" && data !== null) {
    for (const [key, inner] of Object.entries(data)) checkSecrets(inner, report, [...path, Array.isArray(data) ? Number(key) : key]);
  }
}
