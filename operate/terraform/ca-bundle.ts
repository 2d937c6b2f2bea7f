import * as fs from "node:fs";
import * as tls from "node:tls";

/**
 * Where systems keep the authorities that they trust, as one file; the first that is there has them.
 *
 * @see https://go.dev/src/crypto/x509/root_linux.go
 */
const SYSTEM_FILES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

/**
 * All authorities that the backend `s3` is to trust, in PEM. AWS_CA_BUNDLE takes the place of those of the system, so they are in it too: the bucket
 * need not be where the authority is.
 *
 * @param authority - certificates of a private authority in PEM
 */
export function caBundle(authority: string): string {
  const files = [process.env["SSL_CERT_FILE"] ?? "", ...SYSTEM_FILES];
  const system = files.find((file) => fs.existsSync(file));
  return [authority, ...(system === undefined ? [] : [fs.readFileSync(system, "utf8")]), ...tls.rootCertificates]
    .map((pem) => `${pem.trim()}\n`)
    .join("");
}
