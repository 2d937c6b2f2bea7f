import { npx } from "../session/program";

const REFUSED = "--fail-on replace,destroy";

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
      - env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          code=0
          ${npx(`review --base "$(git merge-base "$BASE" HEAD)" ${REFUSED}`)} > page.md || code=$?
          cat page.md >> "$GITHUB_STEP_SUMMARY"
          exit "$code"
`,
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
`,
};
