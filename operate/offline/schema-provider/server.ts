import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { packageFolder } from "../../../constructs/kit/package-root";
import { applyResource, readDataSource } from "./fixtures";
import { importedResource } from "./imports";
import { planResource, readOnlyIn, type Path } from "./plan";
import { protocolSchema, PROVIDERS, readProvider, type Provider, type Schema } from "./schemas";
import { fromDynamic, toDynamic, type Dynamic, type ObjectValue } from "./values";

// Serves the project's providers until its standard input ends, and prints what Terraform needs to find them: TF_REATTACH_PROVIDERS.
// Nothing is started by Terraform, so there is no start-up for each command, and no other Terraform ever finds them.

type Request = Readonly<Record<string, unknown>> & { readonly type_name: string };
type Method = (request: Request) => object;

const { tfplugin6, plugin } = grpc.loadPackageDefinition(
  loadSync(
    ["tfplugin6.proto", "plugin.proto"].map((name) => packageFolder(`operate/offline/schema-provider/${name}`)),
    { keepCase: true, longs: Number, defaults: true, oneofs: true },
  ),
) as unknown as {
  readonly tfplugin6: { readonly Provider: grpc.ServiceClientConstructor };
  readonly plugin: { readonly GRPCController: grpc.ServiceClientConstructor };
};

function methods(provider: Provider, folder: string, refused: string): Record<string, Method> {
  const legacy_type_system = provider.legacy;
  const value = (request: Request, name: string): unknown => fromDynamic(request[name] as Dynamic | null);
  const all = (schemas: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, protocolSchema(schema)]));
  const schemas = {
    provider: protocolSchema(provider.provider),
    resource_schemas: all(provider.resources),
    data_source_schemas: all(provider.dataSources),
    server_capabilities: { get_provider_schema_optional: true },
  };
  return {
    GetProviderSchema: () => schemas,
    ValidateProviderConfig: () => ({}),
    // Required attributes, types and numbers of blocks are in the schema: Terraform checks them itself.
    ValidateResourceConfig: (request) => {
      const names = readOnlyIn(provider.resources[request.type_name]?.block ?? {}, value(request, "config"));
      const detail = `${names.join(", ")} of ${request.type_name} can only be read; take it out of the configuration`;
      return names.length > 0 ? { diagnostics: [{ severity: 1, summary: "Read-only attribute set", detail }] } : {};
    },
    ValidateDataResourceConfig: () => ({}),
    ConfigureProvider: () => ({}),
    UpgradeResourceState: (request) => ({ upgraded_state: { json: (request["raw_state"] as Dynamic).json } }),
    ReadResource: (request) => ({ new_state: request["current_state"], private: request["private"] }),
    PlanResourceChange: (request) => {
      const [prior, proposed, config] = ["prior_state", "proposed_new_state", "config"].map((name) => value(request, name));
      const { state, replace } = planResource(provider, request.type_name, { prior, proposed, config });
      return { planned_state: toDynamic(state), requires_replace: replace.map(protocolPath), legacy_type_system };
    },
    ApplyResourceChange: (request) => {
      const planned = value(request, "planned_state") as ObjectValue | null;
      if (request.type_name === refused) throw new Error(refusal(value(request, "config")));
      const block = provider.resources[request.type_name]?.block ?? {};
      return { new_state: toDynamic(planned && applyResource(request.type_name, block, planned)), legacy_type_system };
    },
    ImportResourceState: ({ type_name, id }) => {
      const state = importedResource(folder, type_name, String(id), provider.resources[type_name]?.block ?? {});
      return { imported_resources: [{ type_name, state: toDynamic(state) }] };
    },
    ReadDataSource: (request) => {
      const block = provider.dataSources[request.type_name]?.block ?? {};
      return { state: toDynamic(readDataSource(request.type_name, block, value(request, "config") as ObjectValue)) };
    },
    StopProvider: () => ({}),
  };
}

/** Says no as services do that repeat what they were sent, in the forms that they write it in. */
function refusal(config: unknown): string {
  const sent = JSON.stringify(config);
  return `refused: ${sent} ${Buffer.from(sent).toString("base64")} ${encodeURIComponent(sent)}`;
}

function protocolPath(steps: Path): object {
  return { steps: steps.map((step) => (typeof step === "number" ? { element_key_int: step } : { attribute_name: step })) };
}

function unary(method: Method, delayMs = 0): grpc.handleUnaryCall<Request, object> {
  const answer: grpc.handleUnaryCall<Request, object> = ({ request }, callback) => {
    try {
      callback(null, method(request));
    } catch (error) {
      callback(null, { diagnostics: [{ severity: 1, summary: (error as Error).message, detail: (error as Error).stack }] });
    }
  };
  return delayMs > 0 ? (call, callback) => void setTimeout(answer, delayMs, call, callback) : answer;
}

async function serve(folder: string, provider: Provider, applyMs: number, refused: string): Promise<[string, unknown]> {
  const server = new grpc.Server();
  const handlers = Object.entries(methods(provider, folder, refused)).map(([name, method]) => [
    name,
    unary(method, name === "ApplyResourceChange" ? applyMs : 0),
  ]);
  server.addService(tfplugin6.Provider.service, Object.fromEntries(handlers) as grpc.UntypedServiceImplementation);
  // Terraform says this at the end of every command; the next one comes.
  server.addService(plugin.GRPCController.service, { Shutdown: unary(() => ({})) });
  const socket = path.join(folder, provider.name);
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, grpc.ServerCredentials.createInsecure(), (error) => (error ? reject(error) : resolve()));
  });
  const address = { Network: "unix", String: socket };
  return [provider.source, { Protocol: "grpc", ProtocolVersion: 6, Pid: process.pid, Test: true, Addr: address }];
}

async function main(folder: string, applyMs = "0", refused = ""): Promise<void> {
  const providers = PROVIDERS.map((name) => readProvider(packageFolder("schemas"), name));
  const served = await Promise.all(providers.map((provider) => serve(folder, provider, Number(applyMs), refused)));
  // OpenTofu takes the same providers for those of its own registry.
  const both = served.flatMap(([source, address]) => [
    [source, address],
    [source.replace(/^registry\.terraform\.io\//, "registry.opentofu.org/"), address],
  ]);
  console.log(JSON.stringify(Object.fromEntries(both)));
  process.stdin.resume().on("end", () => process.exit());
}

void main(process.argv[2]!, process.argv[3], process.argv[4]);
