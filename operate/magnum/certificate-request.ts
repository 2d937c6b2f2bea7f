import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";

/** A key, and what asks for a certificate for it. */
export interface CertificateRequest {
  /** Private key, in PEM. */
  readonly key: string;
  /** Request to sign it, in PEM. */
  readonly request: string;
}

const generate = promisify(generateKeyPair);

/**
 * Makes a key and a request for the certificate of a cluster's administrator, as Magnum's client does: whoever is in the group
 * `system:masters` may do everything.
 *
 * @see https://opendev.org/openstack/python-magnumclient/src/tag/4.7.0/magnumclient/common/utils.py (config_cluster, generate_csr_and_key)
 */
export async function administratorRequest(): Promise<CertificateRequest> {
  const { privateKey: key } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  // Only this needs it, and it takes a while to load.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { pki, md } = require("node-forge") as typeof import("node-forge");
  const privateKey = pki.privateKeyFromPem(key);
  const request = pki.createCertificationRequest();
  request.publicKey = pki.setRsaPublicKey(privateKey.n, privateKey.e);
  request.setSubject([
    { name: "commonName", value: "admin" },
    { name: "organizationName", value: "system:masters" },
  ]);
  request.sign(privateKey, md.sha256.create());
  return { key, request: pki.certificationRequestToPem(request) };
}
