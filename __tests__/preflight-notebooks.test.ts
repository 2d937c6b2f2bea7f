import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { Project } from "../projects";
import { isReady } from "../cli/commands/preflight";
import { notebookChecks, OUTSIDE, type Outside } from "../operate/preflight/notebooks";

const ENDPOINTS = Object.fromEntries(
  ["authorization_endpoint", "token_endpoint", "userinfo_endpoint"].map((name) => [name, `https://login.example.org/${name}`]),
);

/** What the provider answers, by the path; others are 404. */
let pages: Record<string, readonly [status: number, text: string]>;
let server: http.Server;
let outside: Outside;

beforeEach(async () => {
  pages = {};
  server = http.createServer(({ url = "" }, response) => {
    const [status, text] = pages[url] ?? [404, "none"];
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  outside = {
    lookup: () => Promise.resolve(["192.0.2.7"]),
    get: (url) => OUTSIDE.get(url.replace(/^https:\/\/[^/]+/, address)),
  };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function projectWith(login: object, more: object = {}): Pick<Project, "notebooks" | "spark"> {
  return { notebooks: { host: "notebooks.example.org", login, ...more }, spark: { namespaces: ["jobs"] } } as unknown as Project;
}

const oidc = (more: object): object => ({ kind: "oidc", clientId: "lab", ...more });
const issuer = oidc({ issuer: "https://login.example.org/realms/lab/" });
const PATH = "/realms/lab/.well-known/openid-configuration";
const subject = `notebooks.login.issuer https://login.example.org${PATH}`;

test("a project without notebooks asks nobody", async () => {
  const never = (): never => {
    throw new Error("asked");
  };
  expect(await notebookChecks({ notebooks: undefined, spark: undefined }, { lookup: never, get: never })).toEqual([]);
});

test("a name that the DNS does not have is said with what to make, and does not stop the first deploy", async () => {
  const native = projectWith({ kind: "native" });
  expect(await notebookChecks(native, outside)).toEqual([
    {
      subject: "notebooks.host notebooks.example.org",
      result: "ok",
      detail: "the DNS has 192.0.2.7; it must be the address of the ingress",
    },
  ]);
  const lookup = (): Promise<never> => Promise.reject(Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
  const checks = await notebookChecks(native, { ...outside, lookup });
  expect(checks).toEqual([
    expect.objectContaining({
      result: "not checkable",
      detail: "the DNS has no address for it (ENOTFOUND); after the deploy make a record of type A with the address of the ingress",
    }),
  ]);
  expect(isReady(checks)).toBe(true);
});

test.each<[string, Record<string, readonly [number, string]>, object]>([
  ["with all endpoints", { [PATH]: [200, JSON.stringify(ENDPOINTS)] }, { result: "ok", detail: "" }],
  ["that is not there", {}, { result: "differs", detail: "HTTP 404; correct notebooks.login.issuer, or nobody can log in" }],
  [
    "without one of them",
    { [PATH]: [200, JSON.stringify({ ...ENDPOINTS, userinfo_endpoint: undefined })] },
    { result: "differs", detail: "no userinfo_endpoint in the answer; correct notebooks.login.issuer, or nobody can log in" },
  ],
  [
    "that is a page for people",
    { [PATH]: [200, "<html>"] },
    {
      result: "differs",
      detail:
        "no authorization_endpoint, token_endpoint, userinfo_endpoint in the answer; correct notebooks.login.issuer, or nobody can log in",
    },
  ],
])("an issuer %s is checked as the hub asks it", async (_what, answers, expected) => {
  pages = answers;
  const [, check] = await notebookChecks(projectWith(issuer), outside);
  expect(check).toEqual({ subject, ...expected });
});

test("an issuer that does not answer this machine may answer the cluster; one without TLS is wrong", async () => {
  const get = (): Promise<never> => Promise.reject(new TypeError("fetch failed", { cause: new Error("self-signed certificate") }));
  const [, silent] = await notebookChecks(projectWith(issuer), { ...outside, get });
  expect(silent).toEqual({
    subject,
    result: "not checkable",
    detail: "no answer to this machine: self-signed certificate; the cluster must reach it",
  });
  const [, plain] = await notebookChecks(projectWith(oidc({ issuer: "http://login.example.org" })), outside);
  expect(plain).toMatchObject({
    result: "differs",
    detail: "it is not https, so that secrets of the login go over the network in plain text",
  });
});

test("the three URLs must be there, whatever they say without parameters; so must a server of one's own", async () => {
  pages = { "/authorize": [400, "no client"], "/token": [405, "no"] };
  const urls = { authorizeUrl: "https://l.example.org/authorize", tokenUrl: "https://l.example.org/token" };
  const login = oidc({ ...urls, userdataUrl: "https://l.example.org/userinfo" });
  const [, ...checks] = await notebookChecks(projectWith(login), outside);
  expect(checks.map(({ subject: what, result }) => [what.split(" ")[0], result])).toEqual([
    ["notebooks.login.authorizeUrl", "ok"],
    ["notebooks.login.tokenUrl", "ok"],
    ["notebooks.login.userdataUrl", "differs"],
  ]);
  const [, own] = await notebookChecks(projectWith({ kind: "gitlab", clientId: "lab", url: "https://git.example.org/nowhere" }), outside);
  expect(own).toMatchObject({ subject: "notebooks.login.url https://git.example.org/nowhere", result: "differs" });
});

test("a TLS Secret that is named must be made, and the command is said", async () => {
  const [, check] = await notebookChecks(projectWith({ kind: "native" }, { tlsSecret: "hub-tls" }), outside);
  expect(check).toEqual({
    subject: "notebooks.tlsSecret hub-tls",
    result: "not checkable",
    detail: "after the deploy it must be there: kubectl --namespace jobs create secret tls hub-tls --cert=FILE --key=FILE",
  });
});
