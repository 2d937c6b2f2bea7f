import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

// The rooms of the house, from the roof down: each knows those below it, never one beside or above it.
const ROOMS = ["e2e", "dev", "cli", "views", "operate", "stacks", "hcl", "projects", "constructs"];
const PRODUCT = ["main.ts", "environments/**/*.ts", ...ROOMS.map((room) => `${room}/**/*.ts`)];
// Rooms whose code runs for a person; all others get what they need as properties.
const PROGRAMS = ["e2e", "dev", "cli", "operate"];

const bindings = [
  {
    regex: "^@cdktf/provider-(kubernetes|helm)(/lib)?(/(lazy-)?index(\\.js)?)?/?$",
    message: "the index loads every resource of the provider; import a deep path such as @cdktf/provider-kubernetes/lib/secret-v1",
  },
  {
    regex: "\\.gen/providers/[^/]+(/(lazy-)?index(\\.js)?)?/?$",
    message: "the index loads every resource of the provider; import a deep path such as ../.gen/providers/openstack/compute-keypair-v2",
  },
];
const framework = {
  regex: "^(cdktf/.+|cdktn(/.*)?)$",
  message: 'import the framework only as "cdktf", so that package.json alone decides between cdktf and cdktn',
};
const upwards = (room) => ({
  regex: `^(\\.\\./)+(main|environments|__tests__${ROOMS.slice(0, ROOMS.indexOf(room))
    .map((name) => `|${name}`)
    .join("")})(/|$)`,
  message: `${room} knows nothing above it (${ROOMS.join(" > ")}); take what is needed as a property, or move it down`,
});
// Rooms that may read the data files; what else needs them is given them.
const READERS = ["e2e", "dev", "cli"];
const upwardsOfReader = (room) => {
  const { regex, message } = upwards(room);
  return { regex: regex.replace("|environments", ""), message };
};
const concepts = {
  regex: "^(\\.\\./|(\\.\\./)+constructs/)(?!\\.\\.?(/|$))(?!(contracts|kit)(/|$))",
  message: "a construct knows contracts and the kit, never the folder of another one; take the contract as a property",
};
const processModule = {
  regex: "^(node:)?process$",
  message: "read the environment only in main.ts, cli/, operate/, dev/ and e2e/; pass the value as a property",
};
const dataOnly = (allowed) => ({
  regex: `^(?!${allowed}(\\.js)?$)`,
  message: "an environment file is data; import only the types of projects/, sites and other data",
});

const requireJsdoc = (contexts) => [
  "error",
  { require: { FunctionDeclaration: false }, contexts, checkConstructors: false, enableFixer: false },
];
const imports = (...patterns) => ["error", { patterns }];

const environmentGlobals = ["error", { name: "process", message: "an environment file is data; it reads nothing" }];
const environmentVariables = {
  selector: "MemberExpression[object.name='process']:matches([property.name='env'], [property.value='env'])",
  message: "read the environment only in main.ts, cli/, operate/, dev/ and e2e/; pass the value as a property",
};

// What a class has from a contract is documented in the contract.
const documentedExports = [
  "ExportNamedDeclaration > :matches(ClassDeclaration, FunctionDeclaration)",
  "ExportNamedDeclaration[declaration.type='VariableDeclaration']",
  "ExportNamedDeclaration > :matches(TSInterfaceDeclaration, TSTypeAliasDeclaration, TSEnumDeclaration)",
];
const documentedMembers = [
  "ExportNamedDeclaration > TSInterfaceDeclaration > TSInterfaceBody > TSPropertySignature",
  "ExportNamedDeclaration > ClassDeclaration > ClassBody > MethodDefinition[static=true][accessibility!='private']",
  "ExportNamedDeclaration > ClassDeclaration[implements.length=0] > ClassBody > " +
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'])[accessibility!='private'][accessibility!='protected'][override=false]",
];

export default tseslint.config(
  // Generated, compiled or synthesised.
  { ignores: [".gen/", "dist/", "cdktf.out/", "coverage/"] },
  js.configs.recommended,
  { files: ["bin/*.mjs"], languageOptions: { globals: { process: "readonly" } } },
  {
    files: ["bin/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: Object.fromEntries(["process", "require", "exports", "module", "__dirname"].map((name) => [name, "readonly"])),
    },
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-restricted-imports": imports(...bindings, framework),
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    // Apps of their own, outside the project's tsconfig.json.
    files: ["examples/**/*.ts"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    files: PRODUCT,
    ignores: ["main.ts", ...PROGRAMS.map((room) => `${room}/**`)],
    rules: { "no-restricted-syntax": ["error", environmentVariables] },
  },
  ...ROOMS.map((room) => ({
    files: [`${room}/**/*.ts`],
    rules: {
      "no-restricted-imports": imports(
        ...bindings,
        framework,
        ...(PROGRAMS.includes(room) ? [] : [processModule]),
        READERS.includes(room) ? upwardsOfReader(room) : upwards(room),
      ),
    },
  })),
  {
    files: ["constructs/*/**/*.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework, processModule, upwards("constructs"), concepts) },
  },
  {
    files: ["environments/*.ts"],
    ignores: ["environments/index.ts"],
    rules: {
      "no-restricted-imports": imports(dataOnly("(\\.\\./projects|\\./(?!index)(sites/)?[a-z0-9-]+)")),
      "no-restricted-globals": environmentGlobals,
    },
  },
  {
    files: ["environments/sites/*.ts"],
    rules: {
      "no-restricted-imports": imports(dataOnly("(\\.\\./\\.\\./projects|\\./[a-z0-9-]+)")),
      "no-restricted-globals": environmentGlobals,
    },
  },
  {
    // The places that need a private module of the framework.
    files: [
      "operate/synth/synth-shim.ts",
      "operate/synth/forget-tokens.ts",
      "operate/synth/quick-resolve.ts",
      "operate/synth/resolve-shim.ts",
      "__tests__/write-stacks.test.ts",
    ],
    rules: { "no-restricted-imports": imports(...bindings) },
  },
  {
    files: PRODUCT,
    plugins: { jsdoc },
    rules: {
      "jsdoc/require-jsdoc": requireJsdoc(documentedExports),
      "jsdoc/require-description": "error",
      "jsdoc/check-tag-names": "error",
    },
  },
  {
    files: ["constructs/**/*.ts", "stacks/**/*.ts", "projects/**/*.ts", "environments/**/*.ts"],
    rules: { "jsdoc/require-jsdoc": requireJsdoc([...documentedExports, ...documentedMembers]) },
  },
);
