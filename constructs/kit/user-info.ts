/** User and password of a URL, as RFC 3986 has them (section 3.2.1): all before the last @ of the host. */
const USER_INFO = /(:\/\/)[^\s/"'\\]*@/g;

/** The same with a password that is not empty. */
const PASSWORD = /:\/\/[^\s/:@"']*:[^\s/"']+@/;

/**
 * Tells whether a text has a URL with a user or a password in it.
 *
 * @param text - any text
 */
export function hasUserInfo(text: string): boolean {
  return text.search(USER_INFO) >= 0;
}

/**
 * Hides users and passwords of URLs.
 *
 * @param text - any text
 */
export function hideUserInfo(text: string): string {
  return text.replace(USER_INFO, "$1***@");
}

/**
 * Tells whether a text has a URL with a password in it.
 *
 * @param text - any text
 */
export function hasUrlPassword(text: string): boolean {
  return PASSWORD.test(text);
}
