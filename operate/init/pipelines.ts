import { npx } from "../session/program";

const REFUSED = "--fail-on replace,destroy";

/** How one forge keeps the comments of a change. */
interface Comments {
  /** Code of the page. */
  readonly page: string;
  /** Code of the address of all comments of the change. */
  readonly all: string;
  /** Code of the address of one comment, `found`. */
  readonly one: string;
  /** Method that changes a comment. */
  readonly change: "PATCH" | "PUT";
  /** Code of the headers with the token. */
  readonly headers: string;
  /** Code of what else is true of a comment that is ours. */
  readonly isOurs?: string;
}

/** Puts the page into one comment of the change, and changes that when there is one already; says nothing of the token. */
function commentScript({ page, all, one, change, headers, isOurs }: Comments): string {
  return `const { env } = process;
const page = ${page};
const all = ${all};
const headers = { ${headers}, "Content-Type": "application/json" };
const call = async (url, method, body) => {
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify({ body }) });
  if (!answer.ok) throw new Error(\`\${method} \${url} was answered with \${answer.status}\`);
  return answer.json();
};
const comment = async () => {
  const marker = page.split("\\n")[0];
  for (let at = 1, some; at === 1 || some.length === 100; at++) {
    some = await call(\`\${all}?per_page=100&page=\${at}\`, "GET");
    const found = some.find(({ body${isOurs === undefined ? "" : ", user"} }) => ${isOurs === undefined ? "" : `${isOurs} && `}body.startsWith(marker));
    if (found) return call(\`${one}\`, "${change}", page);
  }
  return call(all, "POST", page);
};
comment().catch(({ message }) => {
  console.error(\`comment: \${message}\`);
  process.exitCode = 1;
});
`;
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

const ON_GITHUB = commentScript({
  page: "env.PAGE",
  all: "`${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues/${env.NUMBER}/comments`",
  one: "${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues/comments/${found.id}",
  change: "PATCH",
  headers: "Authorization: `Bearer ${env.TOKEN}`",
  isOurs: 'user.type === "Bot"',
});

const ON_GITLAB = commentScript({
  page: 'require("node:fs").readFileSync("page.md", "utf8")',
  all: "`${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`",
  one: "${all}/${found.id}",
  change: "PUT",
  headers: '"PRIVATE-TOKEN": env.REVIEW_TOKEN',
});

/** Pipelines of GitHub and of GitLab that check each change and say what it does to all stacks, without a cloud. */
export const PIPELINES: Readonly<Record<string, string>> = {
  ".github/workflows/review.yml": `name: review
on: pull_request
permissions:
  contents: read
concurrency:
  group: review-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  review:
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    outputs:
      page: \${{ steps.page.outputs.page }}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: "22"
      - uses: hashicorp/setup-terraform@dfe3c3f87815947d99a8997f908cb6525fc44e9e # v4.0.1
        with:
          terraform_version: 1.11.4
          terraform_wrapper: false
      - run: npm ci
      - run: npm run check
      - run: ${npx("synth")}
      - id: page
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          code=0
          ${npx(`review --base "$(git merge-base "$BASE" HEAD)" ${REFUSED}`)} > page.md || code=$?
          cat page.md >> "$GITHUB_STEP_SUMMARY"
          delimiter="page-$(node -p 'crypto.randomUUID()')"
          { echo "page<<$delimiter"; cat page.md; echo "$delimiter"; } >> "$GITHUB_OUTPUT"
          exit "$code"
  # The one job that may write runs no code of the repository. What comes from a fork may write nothing: its page is in the summary.
  comment:
    needs: review
    if: \${{ !cancelled() && needs.review.outputs.page != '' && github.event.pull_request.head.repo.full_name == github.repository }}
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      pull-requests: write
    steps:
      - env:
          TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
          PAGE: \${{ needs.review.outputs.page }}
        shell: node {0}
        run: |
${indented(ON_GITHUB, 10)}`,
  ".gitlab-ci.yml": `workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"

review:
  image:
    name: hashicorp/terraform:1.11.4
    entrypoint: [""]
  variables:
    GIT_DEPTH: "0"
  before_script:
    - apk add --no-cache nodejs npm
    - npm ci
  script:
    - npm run check
    - ${npx("synth")}
    - code=0
    - ${npx(`review --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA" ${REFUSED}`)} > page.md || code=$?
    - cat page.md
    - exit $code
  artifacts:
    when: always
    expose_as: what the change does
    paths: [page.md]

# REVIEW_TOKEN is a masked variable with a project access token of scope api and role Reporter, since a job's own token may write no comment.
comment:
  stage: .post
  image: node:22-alpine
  needs: [review]
  rules:
    - if: $REVIEW_TOKEN
      when: always
  variables:
    GIT_STRATEGY: none
  script:
    - test -s page.md || exit 0
    - |
      node - <<'END'
${indented(ON_GITLAB, 6)}      END
`,
};
