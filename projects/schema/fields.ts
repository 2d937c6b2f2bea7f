import { X509Certificate } from "node:crypto";
import * as z from "zod";
import { addressNumber, addressRange } from "../../constructs/kit/ip-networks";
import { hasUserInfo } from "../../constructs/kit/user-info";
import { hostFault, NAME_RULES, nameFault, UUID, type NameFault, type NameKind } from "../../constructs/kit/names";

/**
 * Makes each schema once. They do not change (`describe`, `optional` and the like make others), and to make them anew for each field is a
 * twentieth of a synth.
 */
function once<A extends readonly unknown[], S extends z.ZodType>(make: (...args: A) => S): (...args: A) => S {
  const made = new Map<string, S>();
  return (...args) => {
    const key = JSON.stringify(args);
    const schema = made.get(key) ?? make(...args);
    made.set(key, schema);
    return schema;
  };
}

/** Any text, which may be empty; `${`, `%{`, quotes, backslashes, newlines and non-ASCII reach Terraform unchanged. */
export const anyText = once((requirement?: string) =>
  z
    .string(requirement)
    .refine((value) => !value.includes("TfToken["), "must not contain 'TfToken[', which cdktf reserves")
    .refine((value) => !/\p{Surrogate}/u.test(value), "must not contain half of a surrogate pair, which no file can hold"),
);

/** Any text but none. */
export const text = once((requirement?: string) => anyText(requirement).min(1, "must not be empty"));

/** RFC 1123 label: a namespace, or a volume of a pod. */
export const label = () => name("label");

/** RFC 1035 label: a Service, or what becomes one. */
export const serviceName = () => name("service");

/** RFC 1123 subdomain: a class, a Secret, or whatever else becomes no part of a host name. */
export const subdomain = () => name("subdomain");

const name = once((kind: NameKind) => {
  const { pattern, maxLength } = NAME_RULES[kind];
  return z
    .string()
    .meta({ pattern: `^(?=.{1,${maxLength}}$)${pattern.source.slice(1)}` })
    .superRefine(noFault((value) => nameFault(kind, value)));
});

function noFault(find: (value: string) => NameFault | undefined) {
  return (value: string, context: z.RefinementCtx): void => {
    const { must, instead } = find(value) ?? {};
    if (must !== undefined) context.addIssue({ code: "custom", message: must, params: { instead } });
  };
}

/** Kubernetes or software version of three numbers. */
export const version = () => z.string().regex(/^\d+\.\d+\.\d+$/, "must be a version of three numbers without 'v', such as 1.30.2");

/** Whole number within bounds. */
export const count = once((min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
});

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

/** Key of a taint: a name of at most 63 characters, which may have a DNS subdomain and a slash before it. */
export const taintKey = () =>
  z
    .string()
    .regex(
      /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/,
      "must be the key of a taint, such as nvidia.com/gpu",
    );

/** Value of a taint, as of a label. */
export const taintValue = () =>
  z.string().regex(/^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/, "must be the value of a taint: at most 63 letters, digits and _.-");

/** UUID of something in OpenStack. */
export const uuid = () => z.string().regex(UUID, "must be a UUID, as openstack network show and openstack subnet show have it");

/** Tag of a container image. */
export const imageTag = () => z.string().regex(/^\w[\w.-]{0,127}$/, "must be the tag of an image, such as v1.30.2-rancher1");

/** Certificate of an authority, which everybody may read. */
export const certificate = () => z.string().refine(isCertificate, "must be certificates in PEM and nothing else");

/** Address of an HTTP service; never with a user and a password, since it ends in plans, states and pods, which more people read. */
export const url = () => address(/^https?:\/\/[\w.:{}%-]+(\/[\w.:/{}@%-]*)?$/, "must be an http:// or https:// address");

/** Address of a repository of charts, which may be a registry; never with a user and a password. */
export const chartRepository = () =>
  address(/^(https?|oci):\/\/[\w.:{}%-]+(\/[\w.:/{}@%-]*)?$/, "must be an http://, https:// or oci:// address");

const address = (pattern: RegExp, otherwise: string) =>
  z.string().regex(pattern, {
    error: ({ input }) =>
      hasUserInfo(String(input))
        ? "must have no user and no password, which would stand in plans, states and pods: leave out what is before the @, and let the server " +
          "know its callers by their addresses"
        : otherwise,
  });

/**
 * Refuses a list that has something twice, at the second one.
 *
 * @param list - schema of the list
 * @param keyOf - what two of them must not have in common
 */
export function distinct<T extends z.ZodArray>(list: T, keyOf: (item: z.output<T>[number]) => unknown = (item) => item): T {
  return list.superRefine((items, context) => {
    const keys = items.map((item) => JSON.stringify(keyOf(item)));
    for (const [index, input] of items.entries()) {
      if (keys.indexOf(keys[index]!) === index) continue;
      context.addIssue({ code: "custom", message: "must not be given twice, take one out", path: [index], input });
    }
  });
}

/** Name of a bucket of Spaces. */
export const bucketName = () =>
  z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "must be a bucket name: a-z, 0-9 and '-', 3 to 63 characters");

/** Name of something in OpenStack. */
export const openstackName = once((requirement?: string) => text(requirement).max(255, "must have at most 255 characters"));

function isCertificate(value: string): boolean {
  const blocks = value.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  const rest = blocks.reduce((text, block) => text.replace(block, ""), value);
  return blocks.length > 0 && rest.trim() === "" && blocks.every(isX509);
}

function isX509(block: string): boolean {
  try {
    return new X509Certificate(block).subject !== undefined;
  } catch {
    return false;
  }
}

function isNetwork(value: string): boolean {
  return z.cidrv4().safeParse(value).success && addressRange(value).start === addressNumber(value.split("/")[0]!);
}
