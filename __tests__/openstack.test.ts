import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { openCloud, type Cloud } from "../operate/openstack/cloud";
import type { OpenStackError } from "../operate/openstack/failure";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

type Answer = readonly [status: number, body?: unknown, headers?: http.OutgoingHttpHeaders];

let folder: string;
let server: http.Server;
let asked: Asked[];
/** What is answered beside logins; undefined breaks the connection. */
let answer: (asked: Asked, times: number) => Answer | undefined;
/** What a login is answered. */
let login: (times: number) => Answer;
const variables = { ...process.env };

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const token = (more: object = {}): Answer => [
  201,
  {
    token: {
      user: { id: "u1", name: "me" },
      project: { id: "p1", name: "lab" },
      roles: [{ name: "member" }],
      catalog: [
        {
          type: "compute",
          endpoints: [
            { interface: "public", url: `${base()}/other/v2.1`, region_id: "Other" },
            { interface: "public", url: `${base()}/compute`, region_id: "One" },
            { interface: "internal", url: "http://inside.example.org/v2.1", region_id: "One" },
          ],
        },
        { type: "volumev3", endpoints: [{ interface: "public", url: `${base()}/volume/v3/p1`, region_id: "One" }] },
        { type: "sharev2", endpoints: [{ interface: "public", url: `${base()}/share/v2/`, region_id: "One" }] },
        { type: "load-balancer", endpoints: [{ interface: "internal", url: "http://inside.example.org", region_id: "One" }] },
      ],
      ...more,
    },
  },
  { "x-subject-token": "token-1" },
];

function take(request: http.IncomingMessage, response: http.ServerResponse): void {
  let body = "";
  request.on("data", (data: Buffer) => (body += data.toString()));
  request.on("end", () => {
    const one = { method: request.method!, path: request.url!, headers: request.headers, body };
    asked.push(one);
    const times = asked.filter(({ path: other }) => other === one.path).length;
    const reply = one.path.endsWith("/auth/tokens") ? login(times) : answer(one, times);
    if (!reply) return void request.socket.destroy();
    const [status, content, headers = {}] = reply;
    response.writeHead(status, headers).end(content === undefined ? "" : typeof content === "string" ? content : JSON.stringify(content));
  });
}

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cloud-"));
  asked = [];
  login = () => token();
  answer = () => [404, { itemNotFound: { code: 404, message: "none" } }];
  server = http.createServer(take);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  fs.rmSync(folder, { recursive: true });
  process.env = { ...variables };
});

function cloud(more = "", timeoutSeconds = 5): Cloud {
  const file = path.join(folder, "clouds.yaml");
  const auth = `auth: { auth_url: '${base()}/v3', username: me, password: of-the-lab, project_name: lab }`;
  fs.writeFileSync(file, `clouds: { lab: { region_name: One, ${auth} ${more} } }`);
  process.env["OS_CLIENT_CONFIG_FILE"] = file;
  return openCloud({ cloud: "lab", timeoutSeconds });
}

async function failure(promise: Promise<unknown>): Promise<[string, string]> {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught as OpenStackError,
  );
  expect(error).toBeDefined();
  return [error!.failure, error!.message.replaceAll(base(), "")];
}

describe("a cloud", () => {
  test("is asked with one login, at the address of its region and interface, with the service's version and microversion", async () => {
    answer = ({ path: wanted }) =>
      wanted.includes("servers") ? [200, { servers: [{ id: "s1" }], servers_links: [] }] : [200, { shares: [] }];
    const lab = cloud();
    const lists = await Promise.all([lab.list("compute", "/servers"), lab.list("shared-file-system", "/shares", { name: "a b" })]);
    expect(lists).toEqual([[{ id: "s1" }], []]);
    expect(asked.map(({ method, path: wanted }) => `${method} ${wanted}`)).toEqual([
      "POST /v3/auth/tokens",
      "GET /compute/v2.1/servers",
      "GET /share/v2/shares?name=a+b",
    ]);
    expect(asked[1]!.headers["x-auth-token"]).toBe("token-1");
    expect(asked[2]!.headers["x-openstack-manila-api-version"]).toBe("2.40");
    expect(JSON.parse(asked[0]!.body)).toMatchObject({ auth: { scope: { project: { name: "lab" } } } });
  });

  test("says who has logged in, and which services are there in its region", async () => {
    login = () => token({ application_credential: { id: "a1", restricted: true } });
    expect(await cloud().identity()).toMatchObject({
      user: { id: "u1" },
      project: { id: "p1" },
      roles: ["member"],
      applicationCredential: { id: "a1", isRestricted: true },
      services: ["identity", "compute", "block-storage", "shared-file-system"],
      regions: ["One", "Other"],
    });
  });

  test.each<[string, object[], string[]]>([
    [
      "Nova's and Neutron's links, of which only the query is taken",
      [
        { servers: [{ id: "1" }], servers_links: [{ rel: "next", href: "https://elsewhere.example.org/v2.1/servers?marker=1&all=true" }] },
        { servers: [{ id: "2" }] },
      ],
      ["/compute/v2.1/servers?all=true", "/compute/v2.1/servers?all=true&marker=1"],
    ],
    [
      "Glance's and Magnum's next",
      [
        { things: [{ id: "1" }], next: "/v2/things?marker=1" },
        { things: [{ id: "2" }], next: null },
      ],
      ["/compute/v2.1/servers?all=true", "/compute/v2.1/servers?all=true&marker=1"],
    ],
    [
      "Keystone's links, and ends where they lead back",
      [
        { things: [{ id: "1" }], links: { next: "http://k/v3/things?page=2" } },
        { things: [{ id: "2" }], links: { next: "http://k/v3/things?page=2" } },
      ],
      ["/compute/v2.1/servers?all=true", "/compute/v2.1/servers?all=true&page=2"],
    ],
  ])("turns pages by %s", async (_what, pages, paths) => {
    answer = () => [200, pages[asked.length - 2]];
    expect(await cloud().list("compute", "/servers", { all: true })).toEqual([{ id: "1" }, { id: "2" }]);
    expect(asked.slice(1).map((one) => one.path)).toEqual(paths);
  });

  test("asks Manila on where a list is cut", async () => {
    const page = (first: number, count: number) => ({
      shares: Array.from({ length: count }, (_, index) => ({ id: String(first + index) })),
    });
    answer = ({ path: wanted }) => [200, wanted.includes("offset=1000") ? page(1000, 5) : page(0, 1000)];
    expect(await cloud().list("shared-file-system", "/shares")).toHaveLength(1005);
  });

  test("takes a thing out of the field of its kind, and Manila's types once", async () => {
    answer = ({ path: wanted }) =>
      wanted.endsWith("types") ? [200, { volume_types: [{ id: "t" }], share_types: [{ id: "t" }] }] : [200, { server: { id: "s" } }];
    const lab = cloud();
    expect(await lab.show("compute", "/servers/s")).toEqual({ id: "s" });
    expect(await lab.list("shared-file-system", "/types")).toEqual([{ id: "t" }]);
  });

  test("sends and deletes", async () => {
    answer = ({ method }) => (method === "DELETE" ? [204] : [202, ""]);
    const lab = cloud();
    expect(await lab.send("POST", "compute", "/servers/s/action", { reboot: {} })).toEqual({});
    await lab.remove("compute", "/servers/s", { force: true });
    expect(asked.slice(1).map(({ method, path: wanted, body }) => `${method} ${wanted} ${body}`)).toEqual([
      'POST /compute/v2.1/servers/s/action {"reboot":{}}',
      "DELETE /compute/v2.1/servers/s?force=true ",
    ]);
  });

  test("takes the address that the entry gives in place of the catalogue's", async () => {
    answer = () => [200, { servers: [] }];
    await cloud(`, compute_endpoint_override: '${base()}/mine/v2.1'`).list("compute", "/servers");
    expect(asked.at(-1)!.path).toBe("/mine/v2.1/servers");
  });
});

describe("what passes is tried again", () => {
  test("an answer that a service is busy, after the time that it says", async () => {
    answer = (_asked, times) => (times < 3 ? [times === 1 ? 503 : 429, "", { "retry-after": "0" }] : [200, { servers: [] }]);
    expect(await cloud().list("compute", "/servers")).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  test("a connection that broke, but nothing that makes something", async () => {
    answer = (_asked, times) => (times === 1 ? undefined : [200, { servers: [] }]);
    const lab = cloud();
    expect(await lab.list("compute", "/servers")).toEqual([]);
    answer = () => undefined;
    const before = asked.length;
    expect((await failure(lab.send("POST", "compute", "/servers", {})))[0]).toBe("unreachable");
    expect(asked.length - before).toBe(1);
    answer = () => [503, { message: "busy" }];
    expect(await failure(lab.send("POST", "compute", "/servers", {}))).toEqual([
      "other",
      "Nova: POST /compute/v2.1/servers: 503: busy; that is a fault of the cloud; ask its people",
    ]);
  });

  test("a token that has ended", async () => {
    answer = (_asked, times) => (times === 1 ? [401, { error: { message: "ended" } }] : [200, { servers: [] }]);
    expect(await cloud().list("compute", "/servers")).toEqual([]);
    expect(asked.filter(({ path: wanted }) => wanted === "/v3/auth/tokens")).toHaveLength(2);
  });
});

describe("a failure says service, address, status and what to do", () => {
  test.each<[string, number, unknown, string, string]>([
    [
      "Nova",
      404,
      { itemNotFound: { code: 404, message: "Instance s could not be found." } },
      "not found",
      "Instance s could not be found.",
    ],
    ["Neutron", 409, { NeutronError: { type: "InUse", message: "in use", detail: "" } }, "conflict", "in use"],
    ["Magnum", 400, { errors: [{ status: 400, title: "Bad", detail: "Unable to find flavor m1" }] }, "other", "Unable to find flavor m1"],
    ["Octavia", 400, { faultcode: "Client", faultstring: "no subnet" }, "other", "no subnet"],
    ["a proxy", 400, "<html><h1>Bad  request</h1></html>", "other", "Bad request"],
    ["somebody without words", 400, "", "other", "no reason is given"],
  ])("as %s writes it", async (_who, status, body, kind, words) => {
    answer = () => [status, body];
    expect(await failure(cloud().show("compute", "/servers/s"))).toEqual([kind, `Nova: GET /compute/v2.1/servers/s: ${status}: ${words}`]);
  });

  test("and what to do where that is known", async () => {
    answer = () => [403, { message: "Policy" }];
    expect((await failure(cloud().list("compute", "/servers")))[1]).toContain(
      "403: Policy; this login may not do that; ask the site for the role, or name another login",
    );
    answer = () => [302, "", { location: "https://elsewhere.example.org/" }];
    expect((await failure(cloud().list("compute", "/servers")))[1]).toContain(
      "302: it sends on to another address, where no token is sent",
    );
    expect(asked.some(({ headers }) => headers.host?.includes("elsewhere"))).toBe(false);
  });

  test("of a login, without a word of the password, which the server repeats", async () => {
    login = () => [401, { error: { message: "no user me with of-the-lab" } }];
    const [kind, message] = await failure(cloud().identity());
    expect(kind).toBe("not authenticated");
    expect(message).toMatch(
      /^Keystone: POST \/v3\/auth\/tokens: 401: no user me with \*\*\*; check user, project and password of .*clouds\.yaml: clouds\.lab$/,
    );
    login = () => [200, "<html>welcome</html>"];
    expect(await failure(cloud().identity())).toEqual([
      "unreachable",
      "Keystone: POST /v3/auth/tokens: 200: welcome; is auth_url the address of Keystone's version 3?",
    ]);
  });

  test("of a service that is not in the catalogue, with what there is", async () => {
    const file = path.join(folder, "clouds.yaml");
    expect(await failure(cloud().list("load-balancer", "/lbaas/loadbalancers"))).toEqual([
      "no such service",
      `Octavia has no public address in region One in the catalogue; it has internal in One; correct ${file}: clouds.lab, or ask the site`,
    ]);
    expect((await failure(cloud().list("container-infra", "/clusters")))[1]).toMatch(
      /^Magnum has no public address in region One in the catalogue; correct /,
    );
  });

  test("of somebody who does not answer, and of nobody", async () => {
    server.removeAllListeners("request");
    server.on("request", () => undefined);
    expect(await failure(cloud("", 0.2).identity())).toEqual(["timeout", "POST /v3/auth/tokens: no answer within 0.2 s"]);
    const lab = cloud();
    const url = base();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const error = await lab.identity().catch((caught: unknown) => caught as Error);
    expect((error as Error).message).toBe(`POST ${url}/v3/auth/tokens: nobody listens there; check the address and the firewall between`);
    server.listen(0, "127.0.0.1");
  });
});

describe("with certificates", () => {
  const certificates = (): { readonly key: string; readonly cert: string; readonly file: string } => {
    const [key, file] = ["key.pem", "cert.pem"].map((name) => path.join(folder, name)) as [string, string];
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync(
      "openssl",
      [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
        "-keyout",
        key,
        "-out",
        file,
        ...subject,
      ],
      { stdio: "ignore" },
    );
    return { key: fs.readFileSync(key, "utf8"), cert: fs.readFileSync(file, "utf8"), file };
  };

  test("a private authority is believed where the entry names it, and nobody else", async () => {
    const { key, cert, file } = certificates();
    const secure = https.createServer({ key, cert }, take);
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/v3`;
    const open = (more: string): Cloud => {
      const clouds = path.join(folder, "clouds.yaml");
      fs.writeFileSync(clouds, `clouds: { lab: { auth: { auth_url: '${url}', username: me, password: x, project_name: lab } ${more} } }`);
      process.env["OS_CLIENT_CONFIG_FILE"] = clouds;
      return openCloud({ cloud: "lab" });
    };
    expect(await failure(open("").identity())).toEqual([
      "unreachable",
      `POST ${url}/auth/tokens: its certificate authority is not known; name its file in cacert of clouds.yaml`,
    ]);
    expect(await open(`, cacert: ${file}`).identity()).toMatchObject({ user: { id: "u1" } });
    secure.closeAllConnections();
    secure.close();
  });

  test("proxies of the environment are used, but not where no_proxy says so", async () => {
    const through: string[] = [];
    const proxy = http.createServer();
    proxy.on("connect", ({ url }, socket) => {
      through.push(url!);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, { http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, no_proxy: "" });
    expect((await failure(cloud().identity()))[0]).toBe("unreachable");
    expect(through).toEqual([base().slice("http://".length)]);
    process.env["no_proxy"] = "127.0.0.1";
    expect(await cloud().identity()).toMatchObject({ user: { id: "u1" } });
    proxy.closeAllConnections();
    proxy.close();
  });
});
