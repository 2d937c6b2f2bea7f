const SECRET_KEY = /(^|[-_.])(password|passwd|secret|token|(access|private|secret)[-_.]?key)$/i;
const SECRET_KEY_IN_CAMEL_CASE = /[a-z](Password|Secret|Token|PrivateKey|AccessKey|SecretKey)$/;
// The last form is that of application credentials; hashes have only hexadecimal digits, and public keys more than one word.
const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgAAAAA[\w-]{60,}|^(?![0-9a-f]+$)[\w-]{64,}$/;

/**
 * Tells whether a setting looks like a secret: by its name, or by a value that has the form of one.
 *
 * @param key - name of the setting
 * @param value - its value
 */
export function looksLikeSecret(key: string, value: string): boolean {
  // What stands for a secret in Spark's settings and in volumes is a reference to one, or the path where it is mounted; a switch is none.
  const isReference = key.includes("secretKeyRef") || value === "" || value.startsWith("/") || /^(true|false)$/.test(value);
  return ((SECRET_KEY.test(key) || SECRET_KEY_IN_CAMEL_CASE.test(key)) && !isReference) || SECRET_VALUE.test(value);
}
