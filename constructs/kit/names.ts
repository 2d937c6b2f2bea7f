import { isIPv4 } from "./ip-networks";
import { domainToASCII } from "node:url";

/** A kind of name in Kubernetes. */
export interface NameRule {
  /** What such a name is, for messages. */
  readonly what: string;
  /** How it is written. */
  readonly pattern: RegExp;
  /** Most characters. */
  readonly maxLength: number;
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

/**
 * Kinds of names, by what Kubernetes takes.
 *
 * Namespaces, claims that are volumes of pods, and node groups are labels; Services must start with a letter; classes, Secrets and
 * ConfigMaps are subdomains.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const NAME_RULES = {
  label: {
    what: "an RFC 1123 label: a-z, 0-9 and '-', a letter or digit first and last",
    pattern: new RegExp(`^${LABEL}$`),
    maxLength: 63,
  },
  service: {
    what: "an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last",
    pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    maxLength: 63,
  },
  subdomain: {
    what: "an RFC 1123 subdomain: a-z, 0-9, '-' and '.', a letter or digit first and last and beside each '.'",
    pattern: new RegExp(`^${LABEL}(\\.${LABEL})*$`),
    maxLength: 253,
  },
} as const satisfies Record<string, NameRule>;

/** Name of a kind of name. */
export type NameKind = keyof typeof NAME_RULES;

/** What is wrong with a name: what it has to be, and one that would do, where there is one. */
export interface NameFault {
  /** What it has to be, beginning with "must". */
  readonly must: string;
  /** A name like it that has the right form. */
  readonly instead?: string;
}

/**
 * Finds what is wrong with the form of a name.
 *
 * @param kind - kind of name
 * @param name - the name
 * @param maxLength - most characters, where there may be fewer than Kubernetes takes
 */
export function nameFault(kind: NameKind, name: string, maxLength: number = NAME_RULES[kind].maxLength): NameFault | undefined {
  const { what, pattern } = NAME_RULES[kind];
  if (pattern.test(name) && name.length <= maxLength) return undefined;
  const instead = wellFormed(kind, name, maxLength);
  return { must: `must be ${what}, at most ${maxLength} characters`, ...(instead !== "" && { instead }) };
}

/**
 * Says what is wrong with the form of a name.
 *
 * @param kind - kind of name
 * @param name - the name
 * @param maxLength - most characters, where there may be fewer than Kubernetes takes
 * @returns the problem, without the field, or undefined
 */
export function nameProblem(kind: NameKind, name: string, maxLength?: number): string | undefined {
  return inWords(name, nameFault(kind, name, maxLength));
}

/**
 * Throws where a name has not the form of its kind.
 *
 * @param kind - kind of name
 * @param field - what the name is for, as the user wrote it
 * @param name - the name
 * @param maxLength - most characters, where there may be fewer than Kubernetes takes
 */
export function requireName(kind: NameKind, field: string, name: string, maxLength?: number): void {
  const problem = nameProblem(kind, name, maxLength);
  if (problem !== undefined) throw new Error(`${field} ${problem}`);
}

/**
 * Turns a name from OpenStack into a label that all Magnum drivers and Helm take: `gaia_dev` becomes `gaia-dev`.
 *
 * @param name - any name that has at least one letter
 */
export function dnsLabel(name: string): string {
  return wellFormed("service", name, 63);
}

function wellFormed(kind: NameKind, name: string, maxLength: number): string {
  const ends = kind === "service" ? /^[^a-z]+|[^a-z0-9]+$/g : /^[^a-z0-9]+|[^a-z0-9]+$/g;
  const allowed = name.toLowerCase().replace(kind === "subdomain" ? /[^a-z0-9.-]+/g : /[^a-z0-9-]+/g, "-");
  const parted = allowed.replace(/-*\.[-.]*/g, ".");
  return parted
    .replace(ends, "")
    .slice(0, maxLength)
    .replace(/[^a-z0-9]+$/, "");
}

/**
 * Says why a host name cannot stand in an Ingress.
 *
 * @param host - host name
 * @param wildcard - whether it may stand for all names of a domain
 * @returns the problem, without the field, or undefined
 */
export function hostProblem(host: string, wildcard = false): string | undefined {
  return inWords(host, hostFault(host, wildcard));
}

function inWords(name: string, fault: NameFault | undefined): string | undefined {
  return fault && `${fault.must}, got '${name}'${fault.instead === undefined ? "" : `; '${fault.instead}' would do`}`;
}

/**
 * Finds why a host name cannot stand in an Ingress, which takes the form that the DNS has.
 *
 * @param host - host name
 * @param wildcard - whether it may stand for all names of a domain
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export function hostFault(host: string, wildcard = false): NameFault | undefined {
  const isAny = wildcard && host.startsWith("*.");
  const name = isAny ? host.slice(2) : host;
  const { pattern } = NAME_RULES.subdomain;
  const fits = (text: string): boolean => pattern.test(text) && text.length <= 253 && text.split(".").every((part) => part.length <= 63);
  if (fits(name) && host.length <= 253 && !isIPv4(name)) return undefined;
  const must =
    "must be a host name in lower case and as the DNS has it (xn--...), labels of at most 63 and together at most 253 characters" +
    (wildcard ? ", with '*.' before it for all names of a domain" : "");
  const ascii = domainToASCII(name.replace(/\.$/, ""));
  return { must, ...(fits(ascii) && !isIPv4(ascii) && { instead: `${isAny ? "*." : ""}${ascii}` }) };
}

/** A UUID as OpenStack writes it. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whether a text is a UUID as OpenStack writes it.
 *
 * @param text - the text
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
