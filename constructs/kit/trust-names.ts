/** Volumes of pods that trust a private authority: its certificates, and what is trusted. */
export const TRUST_VOLUMES = { authority: "cloud-authority", trusted: "cloud-trust" } as const;

/** Where pods find what is trusted. */
export const TRUST_FOLDER = "/etc/cloud-trust";

/** Variables by which programs find what is trusted: any JVM, what has OpenSSL or Python's ssl, and boto. */
export const TRUST_VARIABLES = {
  JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${TRUST_FOLDER}/cacerts`,
  SSL_CERT_FILE: `${TRUST_FOLDER}/ca-bundle.pem`,
  AWS_CA_BUNDLE: `${TRUST_FOLDER}/ca-bundle.pem`,
} as const;

/** Names of those variables. */
export const TRUST_VARIABLE_NAMES: readonly string[] = Object.keys(TRUST_VARIABLES);
