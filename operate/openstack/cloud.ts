import { limiter } from "../session/processes";
import { cloudEntry, type CloudEntry } from "./cloud-entry";
import { OpenStackError, type OpenStackFailure } from "./failure";
import { hidden, httpOf, type HttpAnswer, type HttpRequest } from "./http";
import { endpointOf, endpointsOf, authenticate, regionsOf, type Login } from "./keystone";
import { explanationOf } from "./explanation";
import { listedRows, shownRow, type Row } from "./rows";
import { serviceNamed, type ServiceName } from "./services";

/** Who has logged in to a cloud, and what there is. */
export interface CloudIdentity extends Pick<Login, "user" | "project" | "roles" | "applicationCredential"> {
  /** How. */
  readonly by: CloudEntry["login"]["by"];
  /** Services in the catalogue. */
  readonly services: readonly ServiceName[];
  /** Their addresses. */
  readonly endpoints: Readonly<Partial<Record<ServiceName, string>>>;
  /** Regions in the catalogue. */
  readonly regions: readonly string[];
  /** Region of the entry; the only one of the catalogue where the entry names none. */
  readonly region: string | undefined;
  /** Address of Keystone's version 3. */
  readonly authUrl: string;
}

/** Values of a query. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Asks the services of a cloud. */
export interface Cloud {
  /** Entry of clouds.yaml. */
  readonly name: string;
  /** Who has logged in. */
  readonly identity: () => Promise<CloudIdentity>;
  /** Lists things, all pages of them. */
  readonly list: (service: ServiceName, path: string, query?: Query) => Promise<Row[]>;
  /** Shows a thing. */
  readonly show: (service: ServiceName, path: string, query?: Query) => Promise<Row>;
  /** Versions of a service, which it tells to everybody. */
  readonly versions: (service: ServiceName) => Promise<Row[]>;
  /** Has something made or changed; returns what the service says of it, and no fields where it says nothing. */
  readonly send: (method: "POST" | "PUT" | "PATCH", service: ServiceName, path: string, body: unknown) => Promise<Row>;
  /** Deletes a thing. */
  readonly remove: (service: ServiceName, path: string, query?: Query) => Promise<void>;
}

/** Properties of a cloud. */
export interface CloudProps {
  /** Entry of clouds.yaml. */
  readonly cloud: string;
  /**
   * Longest time for one answer, in seconds.
   *
   * @default 60
   */
  readonly timeoutSeconds?: number;
}

/** Requests that are under way at once. */
const PARALLEL = 8;

/** Pages behind which somebody must have turned in a circle. */
const MOST_PAGES = 10_000;

/**
 * Makes what asks a cloud. Nothing is read and nobody logs in before the first question; the token is kept in memory.
 *
 * @param props - the cloud
 */
export function openCloud({ cloud, timeoutSeconds = 60 }: CloudProps): Cloud {
  const limited = limiter(PARALLEL);
  const connect = once(() => {
    const entry = cloudEntry(cloud);
    return { entry, http: httpOf(entry, timeoutSeconds) };
  });
  let login: Promise<Login> | undefined;
  const loggedIn = (): Promise<Login> => (login ??= Promise.resolve().then(() => authenticate(connect().entry, connect().http)));

  const request = (service: ServiceName, method: HttpRequest["method"], path: string, body?: unknown): Promise<HttpAnswer> =>
    limited(async () => {
      const { headers } = serviceNamed(service);
      const ask = async (): Promise<[answer: HttpAnswer, url: string]> => {
        const { token, catalogue } = await loggedIn();
        const url = `${endpointOf(catalogue, connect().entry, service)}${path}`;
        return [await connect().http({ method, url, headers: { "x-auth-token": token, ...headers }, body }), url];
      };
      let [answer, url] = await ask();
      if (answer.status === 401) {
        // Tokens end while a command waits for somebody.
        login = undefined;
        [answer, url] = await ask();
      }
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw failureOf(service, method, url, answer, connect().entry);
    });

  return {
    name: cloud,
    identity: async () => {
      const { user, project, roles, applicationCredential, catalogue } = await loggedIn();
      const { entry } = connect();
      const regions = regionsOf(catalogue);
      const endpoints = endpointsOf(catalogue, entry);
      return {
        ...{ user, project, roles, applicationCredential, regions, endpoints },
        by: entry.login.by,
        services: Object.keys(endpoints) as ServiceName[],
        region: entry.region ?? (regions.length === 1 ? regions[0] : undefined),
        authUrl: entry.authUrl,
      };
    },
    list: async (service, path, query = {}) => {
      const rows: Row[] = [];
      const seen = new Set<string>();
      for (let asked: Query | undefined = query; asked && seen.size < MOST_PAGES;) {
        const search = searchOf(asked);
        if (seen.has(search)) break;
        seen.add(search);
        const { body } = await request(service, "GET", `${path}${search}`);
        const page = listedRows(body);
        rows.push(...page);
        asked = nextPage(body, asked) ?? nextOffset(service, page, rows.length, asked);
      }
      return rows;
    },
    show: async (service, path, query = {}) => shownRow((await request(service, "GET", `${path}${searchOf(query)}`)).body),
    versions: async (service) => {
      const { catalogue } = await loggedIn();
      const { entry, http } = connect();
      const url = endpointOf(catalogue, entry, service).replace(/\/v\d.*$/, "/");
      const answer = await limited(() => http({ method: "GET", url }));
      // Nova and Keystone answer 300: there are several to choose from.
      if (answer.status >= 400) throw failureOf(service, "GET", url, answer, entry);
      return listedRows(answer.body);
    },
    send: async (method, service, path, body) => {
      const answer = await request(service, method, path, body);
      return answer.body === "" ? {} : shownRow(answer.body);
    },
    remove: async (service, path, query = {}) => void (await request(service, "DELETE", `${path}${searchOf(query)}`)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function searchOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

/**
 * What asks for the next page. Only the query of a link is taken: behind a proxy services write addresses that are not theirs, and a
 * token goes to no other host.
 */
function nextPage(body: unknown, asked: Query): Query | undefined {
  const link = linkIn(body as Readonly<Record<string, unknown>>);
  if (link === undefined) return undefined;
  const at = link.indexOf("?");
  return at < 0 ? undefined : { ...asked, ...Object.fromEntries(new URLSearchParams(link.slice(at + 1))) };
}

/** Manila cuts its lists at this number by default, and says nothing of it. */
const MANILA_PAGE = 1000;

function nextOffset(service: ServiceName, page: readonly Row[], offset: number, asked: Query): Query | undefined {
  return service === "shared-file-system" && page.length >= MANILA_PAGE ? { ...asked, offset } : undefined;
}

/** Nova, Neutron, Cinder and Octavia have lists of links, Glance, Magnum and Barbican a field `next`, Keystone one in `links`. */
function linkIn(body: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof body["next"] === "string") return body["next"];
  const keystone = (body["links"] as Readonly<Record<string, unknown>> | undefined)?.["next"];
  if (typeof keystone === "string") return keystone;
  const lists = Object.entries(body).flatMap(([name, value]) =>
    name.endsWith("_links") && Array.isArray(value) ? (value as unknown[]) : [],
  );
  const next = lists.find((link) => (link as { rel?: unknown }).rel === "next") as { href?: unknown } | undefined;
  return typeof next?.href === "string" ? next.href : undefined;
}

const FAILURES: Readonly<Record<number, readonly [OpenStackFailure, string]>> = {
  401: ["not authenticated", "the token was refused twice; check the clock of this machine, and ask the site"],
  403: ["forbidden", "this login may not do that; ask the site for the role, or name another login"],
  404: ["not found", ""],
  406: ["other", "the service is older than what is asked of it; ask the site for a newer one"],
  409: ["conflict", ""],
  410: ["not found", ""],
};

function failureOf(service: ServiceName, method: string, url: string, { status, body }: HttpAnswer, entry: CloudEntry): OpenStackError {
  const { project } = serviceNamed(service);
  const [failure, remedy] = FAILURES[status] ?? (["other", status >= 500 ? "that is a fault of the cloud; ask its people" : ""] as const);
  const reason =
    status >= 300 && status < 400 ? "it sends on to another address, where no token is sent; correct the catalogue" : explanationOf(body);
  const text = `${project}: ${method} ${url}: ${status}: ${reason}${remedy && `; ${remedy}`}`;
  return new OpenStackError(failure, hidden(text, entry.secrets));
}
