import { z } from "zod";
import { hostFault, NAME_RULES, nameFault, type NameFault, type NameKind } from "../../constructs/kit/names";

/** Any text, which may be empty; `${`, `%{`, quotes, backslashes, newlines and non-ASCII reach Terraform unchanged. */
export const anyText = (requirement?: string) =>
  z
    .string(requirement)
    .refine((value) => !value.includes("TfToken["), "must not contain 'TfToken[', which cdktf reserves")
    .refine((value) => !/\p{Surrogate}/u.test(value), "must not contain half of a surrogate pair, which no file can hold");

/** Any text but none. */
export const text = (requirement?: string) => anyText(requirement).min(1, "must not be empty");

/** RFC 1123 label: a namespace, or a volume of a pod. */
export const label = () => name("label");

/** RFC 1035 label: a Service, or what becomes one. */
export const serviceName = () => name("service");

/** RFC 1123 subdomain: a class, a Secret, or whatever else becomes no part of a host name. */
export const subdomain = () => name("subdomain");

function name(kind: NameKind) {
  const { pattern, maxLength } = NAME_RULES[kind];
  return z
    .string()
    .meta({ pattern: `^(?=.{1,${maxLength}}$)${pattern.source.slice(1)}` })
    .superRefine(noFault((value) => nameFault(kind, value)));
}

function noFault(find: (value: string) => NameFault | undefined) {
  return (value: string, context: z.RefinementCtx): void => {
    const { must, instead } = find(value) ?? {};
    if (must !== undefined) context.addIssue({ code: "custom", message: must, params: { instead } });
  };
}

/** Kubernetes or software version of three numbers. */
export const version = () => z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version of three numbers without 'v', such as 1.30.2");

/** Whole number within bounds. */
export const count = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
};

/** IPv4 network in CIDR notation; Neutron would answer with the network's own address, and Terraform would see a change for ever. */
export const cidr = () =>
  z
    .string()
    .refine(isNetwork, "must be an IPv4 network in CIDR notation, with the network's own address, such as 10.206.0.0/16")
    .meta({ pattern: "^[0-9]{1,3}([.][0-9]{1,3}){3}/[0-9]{1,2}$" });

/** Name of a setting of Spark, as a file of Java properties can hold it. */
export const settingName = () =>
  z.string().regex(/^[^\s=:#!\\]+$/, "must be the name of a setting, without blanks, '=', ':', '#', '!' and backslashes");

/** Absolute path in a pod. */
export const mountPath = () => z.string().regex(/^\/[\w./-]+$/, "must be an absolute path of letters, digits and ._/-");

/** Host name, as the DNS has it; with `wildcard`, also all names of a domain. */
export const hostname = (wildcard = false) =>
  z
    .string()
    .meta({ pattern: `^${wildcard ? "([*][.])?" : ""}[a-z0-9]([-a-z0-9.]*[a-z0-9])?$` })
    .superRefine(noFault((value) => hostFault(value, wildcard)));

/** Address of an HTTP service. */
export const url = () => z.string().regex(/^https?:\/\/[\w.:/{}@%-]+$/, "must be an http:// or https:// address");

/** Name of something in OpenStack. */
export const openstackName = (requirement?: string) => text(requirement).max(255, "must have at most 255 characters");

/**
 * First and last address of an IPv4 network, as numbers.
 *
 * @param network - in CIDR notation
 */
export function addressRange(network: string): { start: number; end: number } {
  const [address = "", bits = "32"] = network.split("/");
  const size = 2 ** (32 - Number(bits));
  const value = toNumber(address);
  const start = Math.floor(value / size) * size;
  return { start, end: start + size - 1 };
}

function isNetwork(value: string): boolean {
  return z.cidrv4().safeParse(value).success && addressRange(value).start === toNumber(value.split("/")[0]!);
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
}
