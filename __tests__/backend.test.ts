import { TerraformStack } from "cdktf";
import { backend as backendSchema } from "../projects/schema/site-fields";
import { declareBackend } from "../stacks/backend";
import { newApp, templateOf } from "./support/synth";

type BackendInput = Parameters<(typeof backendSchema)["parse"]>[0];

function backend(input: BackendInput, id = "alpha-cluster"): Record<string, unknown> {
  const stack = new TerraformStack(newApp(), id);
  declareBackend(stack, backendSchema.parse(input));
  return (templateOf(stack).json["terraform"] as { backend: Record<string, unknown> }).backend;
}

describe("where the state of a stack is kept", () => {
  test("s3: encrypted, locked, without asking for services of AWS", () => {
    expect(backend({ kind: "s3", bucket: "states", endpoint: "https://s3.example.org" })).toEqual({
      s3: {
        bucket: "states",
        key: "alpha-cluster.tfstate",
        region: "us-east-1",
        endpoints: { s3: "https://s3.example.org" },
        encrypt: true,
        use_lockfile: true,
        use_path_style: true,
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
        skip_s3_checksum: true,
      },
    });
  });

  test("http: one address for each stack, locked", () => {
    const address = "https://git.example.org/api/v4/projects/1/terraform/state/alpha-cluster";

    expect(backend({ kind: "http", address: "https://git.example.org/api/v4/projects/1/terraform/state/{stack}" })).toEqual({
      http: { address, lock_address: `${address}/lock`, lock_method: "POST", unlock_address: `${address}/lock`, unlock_method: "DELETE" },
    });
  });

  test("http: the stack's name is put in everywhere", () => {
    expect(backend({ kind: "http", address: "https://git.example.org/{stack}/{stack}" })["http"]).toMatchObject({
      address: "https://git.example.org/alpha-cluster/alpha-cluster",
    });
  });

  test("pg: one schema for each stack; the connection string is not in any file", () => {
    expect(backend({ kind: "pg" })).toEqual({ pg: { schema_name: "alpha-cluster" } });
  });

  test("local: files beside the project", () => {
    expect(backend({ kind: "local" })).toEqual({ local: { path: "../../../tfstate/alpha-cluster.tfstate" } });
    expect(backend({ kind: "local", directory: "/var/lib/states" })).toEqual({ local: { path: "/var/lib/states/alpha-cluster.tfstate" } });
  });

  test.each<[string, BackendInput]>([
    ["s3", { kind: "s3", bucket: "states", endpoint: "https://s3.example.org" }],
    ["http", { kind: "http", address: "https://git.example.org/{stack}" }],
    ["pg", { kind: "pg" }],
    ["local", { kind: "local" }],
  ])("%s: no two stacks share a state", (_kind, input) => {
    const ids = ["alpha-cluster", "alpha-platform", "beta-cluster"];

    expect(new Set(ids.map((id) => JSON.stringify(backend(input, id)))).size).toBe(ids.length);
  });

  test.each<[string, BackendInput]>([
    ["s3", { kind: "s3", bucket: "states", endpoint: "https://s3.example.org" }],
    ["http", { kind: "http", address: "https://git.example.org/{stack}" }],
    ["pg", { kind: "pg" }],
  ])("%s: names no credential", (_kind, input) => {
    expect(JSON.stringify(backend(input))).not.toMatch(/password|username|access_key|secret|conn_str|token/);
  });
});
