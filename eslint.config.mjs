import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

const PRODUCT = ["main.ts", "constructs/**/*.ts", "stacks/**/*.ts", "environments/**/*.ts", "tools/**/*.ts", "e2e/**/*.ts"];

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
const downwards = {
  regex: "^(\\.\\./)+(main|stacks|environments|tools|e2e|__tests__)(/|$)",
  message: "constructs know nothing above them; take what is needed as a property",
};
const siblings = {
  regex: "^(\\.\\.?/)+(constructs/)?(magnum-cluster|cinder-csi|manila-ceph-fs|octavia-ingress|spark-helm-release)(\\.js)?$",
  message: "constructs know contracts, never each other; take the contract (contracts.ts) as a property",
};
const stackRule = {
  regex: "^(\\.\\./)+(main|tools|e2e|__tests__)(/|$)",
  message: "stacks know constructs, and environments as types and data; nothing above them",
};
const toolRule = {
  regex: "^(\\.\\./)+(e2e|__tests__)(/|$)",
  message: "tools know nothing of the tests; move what both need to tools/",
};
const processModule = {
  regex: "^(node:)?process$",
  message: "read the environment only in main.ts, tools/ and e2e/; pass the value as a property",
};
const dataOnly = (allowed) => ({
  regex: `^(?!${allowed}(\\.js)?$)`,
  message: "an environment file is data; import only the schema, sites and other data",
});

const requireJsdoc = (contexts) => [
  "error",
  { require: { FunctionDeclaration: false }, contexts, checkConstructors: false, enableFixer: false },
];
const imports = (...patterns) => ["error", { patterns }];

const environmentGlobals = ["error", { name: "process", message: "an environment file is data; it reads nothing" }];
const environmentVariables = {
  selector: "MemberExpression[object.name='process']:matches([property.name='env'], [property.value='env'])",
  message: "read the environment only in main.ts, tools/ and e2e/; pass the value as a property",
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
    ignores: ["tools/**", "e2e/**", "main.ts"],
    rules: { "no-restricted-syntax": ["error", environmentVariables] },
  },
  {
    files: ["constructs/**/*.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework, processModule, downwards, siblings) },
  },
  {
    files: ["constructs/index.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework, processModule, downwards) },
  },
  {
    files: ["stacks/**/*.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework, processModule, stackRule) },
  },
  {
    files: ["environments/*.ts"],
    ignores: ["environments/index.ts", "environments/*schema*.ts"],
    rules: {
      "no-restricted-imports": imports(dataOnly("\\./(?!index)(sites/)?[a-z0-9-]+")),
      "no-restricted-globals": environmentGlobals,
    },
  },
  {
    files: ["environments/sites/*.ts"],
    rules: {
      "no-restricted-imports": imports(dataOnly("(\\.\\./schema|\\./[a-z0-9-]+)")),
      "no-restricted-globals": environmentGlobals,
    },
  },
  {
    files: ["tools/**/*.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework, toolRule) },
  },
  {
    files: ["e2e/**/*.ts"],
    rules: { "no-restricted-imports": imports(...bindings, framework) },
  },
  {
    // The one place that needs a private module of the framework.
    files: ["tools/synth-shim.ts"],
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
    files: ["constructs/**/*.ts", "stacks/**/*.ts", "environments/**/*.ts"],
    rules: { "jsdoc/require-jsdoc": requireJsdoc([...documentedExports, ...documentedMembers]) },
  },
);
