import type { PodTrust } from "../contracts";
import { RESTRICTED_CONTAINER } from "./pod-security";
import { TRUST_FOLDER, TRUST_VARIABLES, TRUST_VOLUMES } from "./trust-names";

/** ConfigMap with the certificates of a private authority. */
export const AUTHORITY_CONFIG = "cloud-authority";

const AUTHORITY_FOLDER = "/etc/cloud-authority";
/**
 * Adds the certificates to what the image trusts already: all of these programs know one file only, and would trust nobody else. "changeit" is what
 * Java itself protects its public file with.
 */
const SCRIPT = [
  "set -e",
  "home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')",
  'cp "$home/lib/security/cacerts" cacerts',
  "chmod u+w cacerts",
  `for file in ${AUTHORITY_FOLDER}/*.pem; do`,
  '  keytool -importcert -noprompt -keystore cacerts -storepass changeit -alias "$(basename "$file")" -file "$file"',
  "done",
  `for file in /etc/ssl/certs/ca-certificates.crt ${AUTHORITY_FOLDER}/*.pem; do`,
  '  if [ -e "$file" ]; then cat "$file"; fi',
  "done > ca-bundle.pem",
].join("\n");

/** Room for the JVM that writes the file. */
const RESOURCES = { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "256Mi" } };

/**
 * What a pod needs so that its programs trust a private authority beside the public ones.
 *
 * @param image - image of the pod, which has Java
 * @param config - name of the ConfigMap with the certificates
 */
export function podTrust(image: string, config: string = AUTHORITY_CONFIG): PodTrust {
  const { authority, trusted } = TRUST_VOLUMES;
  return {
    initContainer: {
      name: trusted,
      image,
      command: ["sh", "-c", SCRIPT],
      workingDir: TRUST_FOLDER,
      securityContext: RESTRICTED_CONTAINER,
      resources: RESOURCES,
      volumeMounts: [
        { name: authority, mountPath: AUTHORITY_FOLDER, readOnly: true },
        { name: trusted, mountPath: TRUST_FOLDER },
      ],
    },
    volumes: [
      { name: authority, configMap: { name: config } },
      { name: trusted, emptyDir: {} },
    ],
    // Both: the operator adds only volumes that the main container mounts.
    volumeMounts: [
      { name: authority, mountPath: AUTHORITY_FOLDER, readOnly: true },
      { name: trusted, mountPath: TRUST_FOLDER, readOnly: true },
    ],
    env: Object.entries(TRUST_VARIABLES).map(([name, value]) => ({ name, value })),
  };
}

/**
 * Files of the ConfigMap, one for each certificate: keytool reads the first of a file.
 *
 * @param certificates - certificates of a private authority in PEM
 */
export function authorityFiles(certificates: string): Record<string, string> {
  const blocks = certificates.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return Object.fromEntries(blocks.map((block, index) => [`${AUTHORITY_CONFIG}-${index + 1}.pem`, `${block}\n`]));
}
