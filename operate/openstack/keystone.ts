import * as z from "zod";
import type { CloudEntry } from "./cloud-entry";
import { OpenStackError } from "./failure";
import { hidden, type Http } from "./http";
import { explanationOf } from "./explanation";
import { SERVICES, serviceNamed, type ServiceName } from "./services";

const reference = z.object({ id: z.string(), name: z.string().optional() });
const tokenSchema = z.object({
  token: z.object({
    expires_at: z.string().nullish(),
    user: reference,
    project: reference.optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    application_credential: z.object({ id: z.string(), name: z.string().optional(), restricted: z.boolean() }).optional(),
    catalog: z
      .array(
        z.object({
          type: z.string(),
          endpoints: z.array(
            z.object({ interface: z.string(), url: z.string(), region: z.string().nullish(), region_id: z.string().nullish() }),
          ),
        }),
      )
      .default([]),
  }),
});

/** What Keystone says of who has logged in. */
export interface Login {
  /** The token. */
  readonly token: string;
  /** The user. */
  readonly user: { readonly id: string; readonly name?: string | undefined };
  /** The project; undefined where the login is for none. */
  readonly project: { readonly id: string; readonly name?: string | undefined } | undefined;
  /** Names of the roles. */
  readonly roles: readonly string[];
  /** The application credential, where that has logged in. */
  readonly applicationCredential: { readonly id: string; readonly isRestricted: boolean } | undefined;
  /** Services of the catalogue. */
  readonly catalogue: Catalogue;
}

type Catalogue = z.output<typeof tokenSchema>["token"]["catalog"];

/**
 * Logs in.
 *
 * @param entry - the cloud
 * @param http - sends requests to it
 * @throws OpenStackError if Keystone lets nobody in, or is not there
 */
export async function authenticate({ authUrl, login, secrets, source }: CloudEntry, http: Http): Promise<Login> {
  const { identity, scope } = login;
  const url = `${authUrl}/auth/tokens`;
  // It makes nothing but a token.
  const answer = await http({ method: "POST", url, isRepeatable: true, body: { auth: { identity, ...(scope ? { scope } : {}) } } });
  const said = (text: string): string => hidden(`Keystone: POST ${url}: ${answer.status}: ${text}`, secrets);
  if (answer.status === 401) {
    throw new OpenStackError("not authenticated", said(`${explanationOf(answer.body)}; check user, project and ${login.by} of ${source}`));
  }
  const token = answer.header("x-subject-token");
  const read = tokenSchema.safeParse(answer.body);
  if (answer.status !== 201 || token === undefined || !read.success) {
    throw new OpenStackError("unreachable", said(`${explanationOf(answer.body)}; is auth_url the address of Keystone's version 3?`));
  }
  const { user, project, roles, catalog, application_credential: credential } = read.data.token;
  return {
    token,
    user,
    project,
    roles: roles.map(({ name }) => name),
    applicationCredential: credential && { id: credential.id, isRestricted: credential.restricted },
    catalogue: catalog,
  };
}

/** Addresses of the services that a catalogue has in the entry's region. */
export function endpointsOf(catalogue: Catalogue, entry: CloudEntry): Partial<Record<ServiceName, string>> {
  const names = Object.keys(SERVICES) as ServiceName[];
  const pairs = names.map((name) => [name, endpointIn(catalogue, entry, name)] as const);
  return Object.fromEntries(pairs.filter(([, endpoint]) => endpoint !== undefined));
}

/** Regions of a catalogue. */
export function regionsOf(catalogue: Catalogue): string[] {
  const regions = catalogue.flatMap(({ endpoints }) => endpoints.flatMap(({ region_id: id, region }) => id ?? region ?? []));
  return [...new Set(regions)].sort();
}

/**
 * Address of a service, with its version, as the catalogue or the entry gives it.
 *
 * @param catalogue - the catalogue
 * @param entry - the cloud
 * @param name - the service
 * @throws OpenStackError if it is not there
 */
export function endpointOf(catalogue: Catalogue, entry: CloudEntry, name: ServiceName): string {
  const address = endpointIn(catalogue, entry, name);
  if (address !== undefined) return address;
  const { project, types } = serviceNamed(name);
  const where = entry.region === undefined ? "" : ` in region ${entry.region}`;
  const others = catalogue.find(({ type }) => types.includes(type))?.endpoints;
  const has = others ? `it has ${others.map((one) => `${one.interface} in ${one.region_id ?? one.region ?? "no region"}`).join(", ")}` : "";
  throw new OpenStackError(
    "no such service",
    `${project} has no ${entry.interface} address${where} in the catalogue${has && `; ${has}`}; correct ${entry.source}, or ask the site`,
  );
}

function endpointIn(
  catalogue: Catalogue,
  { region, interface: wanted, endpoints, authUrl }: CloudEntry,
  name: ServiceName,
): string | undefined {
  const { types, version } = serviceNamed(name);
  const given = types.map((type) => endpoints[type.replaceAll("-", "_")]).find((url) => url !== undefined);
  if (given !== undefined) return withVersion(given, version);
  // Keystone is where the login was: its address in the catalogue may be one of inside.
  if (name === "identity") return authUrl;
  for (const type of types) {
    const found = catalogue
      .filter((service) => service.type === type)
      .flatMap((service) => service.endpoints)
      .find((one) => one.interface === wanted && (region === undefined || one.region_id === region || one.region === region));
    if (found) return withVersion(found.url, version);
  }
  return undefined;
}

/** Catalogues have addresses with a version, with another one of the same kind, with the project behind it, or with none at all. */
function withVersion(url: string, version: string): string {
  const base = url.replace(/\/+$/, "");
  return /\/v\d[\w.]*(\/|$)/.test(base) ? base : `${base}/${version}`;
}
