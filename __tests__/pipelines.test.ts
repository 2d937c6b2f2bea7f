import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { load } from "js-yaml";
import { PIPELINES } from "../operate/init/pipelines";

/** A step of a job of GitHub. */
interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly id?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: object;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<"review" | "comment", { permissions?: Record<string, string>; outputs?: object; steps: readonly Step[] }>>;
}

const TEXT = PIPELINES[".github/workflows/review.yml"]!;
const GITHUB = load(TEXT) as Workflow;
const GITLAB = load(PIPELINES[".gitlab-ci.yml"]!) as Record<
  "review" | "comment",
  { script: readonly string[]; variables: Record<string, string> }
>;
const TOKEN = "planted";
const PAGE = '<!-- marker -->\n## Plan: 1 changed\nwith `code`, "quotes" and $HOME\n';
// The scripts are for the Linux of a runner.
const onLinux = process.platform === "win32" ? test.skip : test;

let folder: string;
let server: http.Server;
let comments: { id: number; body: string; user: { type: string } }[];
let calls: string[];
let status: number;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "pipelines-"));
  [comments, calls, status] = [[], [], 200];
  server = http.createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});

/** Comments as both forges keep them, a hundred on a page. */
async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const text = (await request.toArray()).join("");
  const { authorization = "", "private-token": token = "" } = request.headers;
  calls.push(`${request.method} ${request.url} ${[authorization, token].join("")}`);
  response.statusCode = status;
  const { body } = (text === "" ? {} : JSON.parse(text)) as { body?: string };
  if (request.method === "POST") comments.push({ id: comments.length + 1, body: body!, user: { type: "Bot" } });
  else if (request.method !== "GET") comments.find(({ id }) => id === Number(request.url!.split("/").at(-1)))!.body = body!;
  const page = Number(new URL(request.url!, "http://a").searchParams.get("page"));
  response.end(JSON.stringify(comments.slice((page - 1) * 100, page * 100)));
}

async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>>, input = "") {
  const child = spawn(program, args, { cwd: folder, env: { PATH: process.env["PATH"], ...env } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (text += data.toString()));
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number];
  return { code, text };
}

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The step that comments on GitHub, as its runner starts it: a file without an ending. */
function onGitHub(page = PAGE) {
  const [{ run: script, shell } = {} as Step] = GITHUB.jobs.comment.steps;
  expect(shell).toBe("node {0}");
  fs.writeFileSync(path.join(folder, "step"), script!);
  return run("node", ["step"], { GITHUB_API_URL: address(), GITHUB_REPOSITORY: "us/lab", NUMBER: "7", TOKEN, PAGE: page });
}

/** The job that comments on GitLab, all its lines in one shell. */
function onGitLab(page: string | undefined = PAGE) {
  if (page !== "") fs.writeFileSync(path.join(folder, "page.md"), page);
  const env = { CI_API_V4_URL: address(), CI_PROJECT_ID: "1", CI_MERGE_REQUEST_IID: "7", REVIEW_TOKEN: TOKEN };
  return run("sh", ["-e"], env, GITLAB.comment.script.join("\n"));
}

const FORGES = [
  ["GitHub", onGitHub, `/repos/us/lab/issues/7/comments`, "PATCH /repos/us/lab/issues/comments/", `Bearer ${TOKEN}`],
  ["GitLab", onGitLab, "/projects/1/merge_requests/7/notes", "PUT /projects/1/merge_requests/7/notes/", TOKEN],
] as const;

describe.each(FORGES)("the comment on %s", (_forge, comment, all, change, token) => {
  onLinux("is made once, with the page as it is, and changed from then on", async () => {
    expect(await comment()).toEqual({ code: 0, text: "" });
    expect(comments.map(({ body }) => body)).toEqual([PAGE]);
    expect(calls).toEqual([`GET ${all}?per_page=100&page=1 ${token}`, `POST ${all} ${token}`]);
    expect(await comment("<!-- marker -->\ntwo")).toEqual({ code: 0, text: "" });
    expect(comments.map(({ body }) => body)).toEqual(["<!-- marker -->\ntwo"]);
    expect(calls.at(-1)).toBe(`${change}1 ${token}`);
  });

  onLinux("is found among more than a hundred", async () => {
    comments = Array.from({ length: 150 }, (_, index) => ({ id: index + 1, body: "other", user: { type: "User" } }));
    comments[120] = { id: 121, body: PAGE, user: { type: "Bot" } };
    expect(await comment("<!-- marker -->\nnew")).toEqual({ code: 0, text: "" });
    expect(comments).toHaveLength(150);
    expect(comments[120].body).toBe("<!-- marker -->\nnew");
  });

  onLinux("that the forge refuses fails the job, which says why and no token", async () => {
    status = 403;
    const { code, text } = await comment();
    expect(code).toBe(1);
    expect(text).toBe(`comment: GET ${address()}${all}?per_page=100&page=1 was answered with 403\n`);
    expect(text).not.toContain(TOKEN);
  });
});

onLinux("a comment of a person that begins like ours is not written over on GitHub", async () => {
  comments = [{ id: 1, body: PAGE, user: { type: "User" } }];
  await onGitHub();
  expect(comments).toHaveLength(2);
});

onLinux("on GitLab nothing is said where the review has made no page", async () => {
  expect(await onGitLab("")).toEqual({ code: 0, text: "" });
  expect(calls).toEqual([]);
});

describe("the workflow of GitHub", () => {
  test("writes in a job alone that runs no code of the repository", () => {
    expect(GITHUB.permissions).toEqual({ contents: "read" });
    expect(GITHUB.jobs.review.permissions).toBeUndefined();
    expect(GITHUB.jobs.comment.permissions).toEqual({ "pull-requests": "write" });
    expect(GITHUB.jobs.comment.steps.map(({ uses }) => uses)).toEqual([undefined]);
    expect(TEXT).not.toMatch(/pull_request_target|secrets\./);
  });

  test("names actions by the commit, keeps no token, and puts no text of a pull request into a script", () => {
    for (const line of TEXT.match(/uses: .*/g)!) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const step of Object.values(GITHUB.jobs).flatMap(({ steps }) => steps)) {
      expect(step.run ?? "").not.toContain("${{");
      if (step.uses?.startsWith("actions/checkout@")) expect(step.with).toMatchObject({ "persist-credentials": false });
    }
  });

  onLinux.each([0, 3])("ends as the review does, with %i, and passes the page on", async (code) => {
    const step = GITHUB.jobs.review.steps.find(({ id }) => id === "page")!;
    for (const [name, text] of [
      ["npx", `printf '%s' "$THE_PAGE"; echo "$@" > called; exit ${code}`],
      ["git", "echo base-of-$2"],
    ] as const)
      fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    const [summary, output] = ["summary", "output"].map((name) => path.join(folder, name));
    const env = { PATH: `${folder}:${process.env["PATH"]}`, BASE: "abc", THE_PAGE: PAGE };
    fs.writeFileSync(path.join(folder, "step.sh"), step.run!);
    const ran = await run("bash", ["-e", "step.sh"], { ...env, GITHUB_STEP_SUMMARY: summary!, GITHUB_OUTPUT: output! });
    expect(ran).toEqual({ code, text: "" });
    expect(fs.readFileSync(path.join(folder, "called"), "utf8")).toBe("cdktf-magnum review --base base-of-abc --fail-on replace,destroy\n");
    expect(fs.readFileSync(summary!, "utf8")).toBe(PAGE);
    const [, delimiter, passed] = /^page<<(page-[0-9a-f-]{36})\n([^]*)$/.exec(fs.readFileSync(output!, "utf8"))!;
    expect(passed).toBe(`${PAGE}${delimiter}\n`);
    expect(GITHUB.jobs.review.outputs).toEqual({ page: "${{ steps.page.outputs.page }}" });
  });
});

onLinux.each([0, 3])("the review of GitLab ends as the review does, with %i, and leaves the page", async (code) => {
  fs.writeFileSync(path.join(folder, "npx"), `#!/bin/sh\ncase "$2" in review) printf '%s' "$THE_PAGE"; exit ${code};; esac\n`, {
    mode: 0o755,
  });
  fs.writeFileSync(path.join(folder, "npm"), "#!/bin/sh\n", { mode: 0o755 });
  const env = { PATH: `${folder}:${process.env["PATH"]}`, CI_MERGE_REQUEST_DIFF_BASE_SHA: "abc", THE_PAGE: PAGE };
  expect(await run("sh", ["-e"], env, GITLAB.review.script.join("\n"))).toEqual({ code, text: PAGE });
  expect(fs.readFileSync(path.join(folder, "page.md"), "utf8")).toBe(PAGE);
});
