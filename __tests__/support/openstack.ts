import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import type { Cloud, CloudIdentity, Query } from "../../operate/openstack/cloud";
import { OpenStackError } from "../../operate/openstack/failure";
import type { Row } from "../../operate/openstack/rows";
import { SERVICES, type ServiceName } from "../../operate/openstack/services";

/**
 * What a cloud answers, by service and path, such as `compute /servers/detail` or `DELETE block-storage /volumes/v1`; a query may stand behind.
 * A list is a list of things, an error is thrown, a function is called.
 */
export type Answers = Readonly<Record<string, unknown>>;

const ALL = Object.keys(SERVICES) as ServiceName[];

/** Who logs in to the clouds of tests. */
export const IDENTITY: CloudIdentity = {
  user: { id: "u1", name: "operator" },
  project: { id: "p1", name: "lab" },
  roles: ["member"],
  applicationCredential: undefined,
  by: "password",
  services: ALL,
  endpoints: Object.fromEntries(ALL.map((name) => [name, `https://${name}.example.org`])),
  regions: ["RegionOne"],
  region: "RegionOne",
  authUrl: "https://keystone.example.org:5000/v3",
};

function answerTo(answers: Answers, asked: string): unknown {
  const known = [asked, asked.split("?")[0]!].find((key) => key in answers);
  const answer = known === undefined ? undefined : answers[known];
  return typeof answer === "function" ? (answer as (asked: string) => unknown)(asked) : answer;
}

/** What a cloud of a test was told beside its answers. */
export interface CloudOptions {
  /** Gets what it was asked. */
  readonly asked?: string[];
  /** What differs in who logs in. */
  readonly identity?: Partial<CloudIdentity>;
}

/** A cloud in memory: what it has no answer to is an empty list, or not there; what is sent or deleted is taken. */
export function cloudWith(answers: Answers, { asked = [], identity = {} }: CloudOptions = {}): Cloud {
  const ask = <T>(method: string, service: string, path: string, query: Query, otherwise: () => T): Promise<T> => {
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    );
    const words = `${method === "GET" ? "" : `${method} `}${service} ${path}${search.size > 0 ? `?${search.toString()}` : ""}`;
    asked.push(words);
    return new Promise((resolve) => {
      const answer = answerTo(answers, words);
      if (answer instanceof Error) throw answer;
      resolve(answer === undefined ? otherwise() : (answer as T));
    });
  };
  return {
    name: "lab",
    identity: () => Promise.resolve({ ...IDENTITY, ...identity }),
    list: (service, path, query = {}) => ask<Row[]>("GET", service, path, query, () => []),
    show: (service, path, query = {}) =>
      ask<Row>("GET", service, path, query, () => {
        throw new OpenStackError("not found", `${SERVICES[service].project}: GET ${path}: 404: not found`);
      }),
    versions: (service) => ask<Row[]>("GET", service, "/", {}, () => []),
    send: (method, service, path) => ask<Row>(method, service, path, {}, () => ({})),
    remove: (service, path, query = {}) => ask("DELETE", service, path, query, () => undefined),
  };
}

/** A cloud behind HTTP on the loopback address, for commands that run as processes of their own. */
export interface OpenStackApi {
  /** Its clouds.yaml. */
  readonly cloudsFile: string;
  /** Sets its answers. */
  readonly answers: (answers: Answers) => void;
  /** What it was asked so far, but for logins, with what was sent. */
  readonly calls: () => string[];
  /** Ends it. */
  readonly stop: () => void;
}

/**
 * Starts a cloud, with entries of the given names; what it has no answer to is not there.
 *
 * @param folder - folder for its clouds.yaml
 * @param names - names of the entries
 */
export function openStackApi(folder: string, names: readonly string[]): OpenStackApi {
  const calls: string[] = [];
  let answers: Answers = {};
  const server = http.createServer((request, response) => {
    const base = `http://localhost:${(server.address() as AddressInfo).port}`;
    const [, service = "", version, rest = ""] = /^\/([^/]+)\/(v[\d.]+)(.*)$/.exec(request.url ?? "") ?? [];
    const reply = (status: number, body: unknown, headers = {}): void => {
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    };
    let sent = "";
    request.on("data", (data: Buffer) => (sent += data.toString()));
    request.on("end", () => {
      if (rest === "/auth/tokens") {
        const catalog = ALL.map((type) => ({
          type,
          endpoints: [{ interface: "public", url: `${base}/${type}/${SERVICES[type].version}`, region_id: "RegionOne" }],
        }));
        const { user, project } = IDENTITY;
        return reply(201, { token: { user, project, roles: [{ name: "member" }], catalog } }, { "x-subject-token": "t" });
      }
      const method = request.method === "GET" ? "" : `${request.method} `;
      const asked = `${method}${service} ${decodeURIComponent(rest)}`;
      calls.push(sent === "" ? asked : `${asked} ${sent}`);
      const answer = version === undefined ? undefined : answerTo(answers, asked);
      if (answer === undefined) return reply(404, { message: `no answer to ${asked}` });
      return reply(200, Array.isArray(answer) ? { things: answer as unknown[] } : answer);
    });
  });
  // Without a host the port is known at once.
  server.listen(0).unref();
  fs.mkdirSync(folder, { recursive: true });
  const cloudsFile = path.join(folder, "clouds.yaml");
  const auth = {
    auth_url: `http://localhost:${(server.address() as AddressInfo).port}/identity/v3`,
    ...{ username: "operator", password: "of the lab", project_name: "lab" },
  };
  fs.writeFileSync(cloudsFile, JSON.stringify({ clouds: Object.fromEntries(names.map((name) => [name, { auth }])) }));
  return {
    cloudsFile,
    answers: (next) => (answers = next),
    calls: () => [...calls],
    stop: () => server.close(),
  };
}
