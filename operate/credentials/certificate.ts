import { X509Certificate } from "node:crypto";

/** How long a client certificate holds. */
export interface Validity {
  /** When it was made. */
  readonly from: Date;
  /** When it ends. */
  readonly to: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads how long a certificate holds.
 *
 * @param pem - the certificate, as PEM
 * @throws Error if it is none
 */
export function validityOf(pem: string): Validity {
  const { validFrom, validTo } = new X509Certificate(pem);
  return { from: new Date(validFrom), to: new Date(validTo) };
}

/** Says the age and the end of a certificate in days. */
export function describeValidity({ from, to }: Validity, now = new Date()): string {
  const days = (milliseconds: number): number => Math.floor(milliseconds / DAY_MS);
  const [age, left] = [days(now.getTime() - from.getTime()), days(to.getTime() - now.getTime())];
  const date = to.toISOString().slice(0, 10);
  return left < 0 ? `expired on ${date}` : `${age} day${age === 1 ? "" : "s"} old, valid until ${date}, ${left} days more`;
}
