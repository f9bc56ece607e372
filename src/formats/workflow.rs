//! Pipelines as their files describe them: events, jobs, steps. Each service's form is read into the same shape.

use super::{Entry, Node, Value};
use crate::source::span::Range;

/// One pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workflow {
    /// Its name, where it has one.
    pub name: String,
    /// What starts it: `push`, `pull_request`, `schedule`, `workflow_dispatch`.
    pub events: Vec<String>,
    /// Branches it is restricted to, of any event.
    pub branches: Vec<String>,
    /// Its jobs, in order.
    pub jobs: Vec<Job>,
}

/// One job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// Its key.
    pub id: String,
    /// Where the key stands.
    pub range: Range,
    /// The deployment environment it names.
    pub environment: Option<String>,
    /// Images of the services it starts beside itself.
    pub services: Vec<String>,
    /// Whether its failure is ignored.
    pub may_fail: bool,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name, where it has one.
    pub name: String,
    /// Where it stands: its command, or the action it uses.
    pub range: Range,
    /// Shell text.
    pub run: Option<String>,
    /// A packaged action: `actions/checkout@v4`.
    pub uses: Option<String>,
    /// Whether its failure is ignored.
    pub may_fail: bool,
    /// Whether it, or its job, runs only when a hand-written `if: false` or the like lets it.
    pub is_off: bool,
    /// The folder it runs in.
    pub folder: Option<String>,
}

/// The workflow in a file at this path; `None` when the path is no pipeline's.
#[must_use]
pub fn of_file(path: &str, root: &Node) -> Option<Workflow> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.contains(".github/workflows/") || path.contains(".gitea/workflows/") || path.contains(".forgejo/workflows/")
    {
        Some(github(root))
    } else if name == ".gitlab-ci.yml" || name == ".gitlab-ci.yaml" {
        Some(gitlab(root))
    } else if path.contains(".circleci/")
        || matches!(
            name,
            "bitbucket-pipelines.yml"
                | "azure-pipelines.yml"
                | ".drone.yml"
                | ".travis.yml"
                | "cloudbuild.yaml"
                | "codemagic.yaml"
        )
    {
        Some(other(root))
    } else {
        None
    }
}

fn github(root: &Node) -> Workflow {
    // YAML 1.1 readers take the bare key `on` for a truth value; ours keeps the word.
    let on = root.get("on");
    Workflow {
        name: text(root.get("name")),
        events: on.map_or_else(Vec::new, events),
        branches: on.map_or_else(Vec::new, branches),
        jobs: root.get("jobs").map_or(&[][..], Node::entries).iter().map(|e| github_job(root, e)).collect(),
    }
}

fn events(on: &Node) -> Vec<String> {
    match &on.value {
        Value::Map(entries) => entries.iter().map(|e| e.key.clone()).collect(),
        _ => on.one_or_many().iter().filter_map(Node::str).map(str::to_owned).collect(),
    }
}

fn branches(on: &Node) -> Vec<String> {
    let lists = on.entries().iter().filter_map(|e| e.node.get("branches"));
    lists.flat_map(Node::one_or_many).filter_map(Node::str).map(str::to_owned).collect()
}

fn github_job(root: &Node, entry: &Entry) -> Job {
    let job = &entry.node;
    let default_folder =
        |node: &Node| node.at(&["defaults", "run", "working-directory"]).and_then(Node::str).map(str::to_owned);
    let folder = default_folder(job).or_else(|| default_folder(root));
    let is_off = is_off(job);
    let environment = job.get("environment");
    let steps = job.get("steps").map_or(&[][..], Node::elements);
    // A job may be a call of another workflow.
    let called =
        job.get("uses").map(|uses| Step { uses: Some(text(Some(uses))), range: uses.range, ..Step::default() });
    Job {
        id: entry.key.clone(),
        range: entry.key_range,
        environment: environment.and_then(|e| e.str().or_else(|| e.get("name")?.str())).map(str::to_owned),
        services: job
            .get("services")
            .map_or(&[][..], Node::entries)
            .iter()
            .map(|s| text(s.node.get("image")))
            .collect(),
        may_fail: is_true(job.get("continue-on-error")),
        steps: steps.iter().map(|s| github_step(s, folder.as_ref(), is_off)).chain(called).collect(),
    }
}

fn github_step(step: &Node, folder: Option<&String>, job_is_off: bool) -> Step {
    let run = step.get("run");
    let uses = step.get("uses");
    Step {
        name: text(step.get("name")),
        range: run.or(uses).map_or(step.range, |n| n.range),
        run: run.and_then(Node::str).map(str::to_owned),
        uses: uses.and_then(Node::str).map(str::to_owned),
        may_fail: is_true(step.get("continue-on-error")),
        is_off: job_is_off || is_off(step),
        folder: step.get("working-directory").and_then(Node::str).map(str::to_owned).or_else(|| folder.cloned()),
    }
}

fn is_off(node: &Node) -> bool {
    node.get("if")
        .is_some_and(|i| i.bool() == Some(false) || i.str().is_some_and(|s| s.replace(' ', "") == "${{false}}"))
}

/// A truth value, also as an expression that is not constant: that it may be ignored is what counts.
fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|n| n.bool() == Some(true) || n.str() == Some("true"))
}

fn text(node: Option<&Node>) -> String {
    node.and_then(|n| n.scalar()).unwrap_or("").to_owned()
}

const GITLAB_KEYWORDS: &[&str] = &[
    "stages",
    "variables",
    "default",
    "include",
    "workflow",
    "cache",
    "image",
    "services",
    "before_script",
    "after_script",
];

fn gitlab(root: &Node) -> Workflow {
    let jobs = root.entries().iter().filter(|e| !GITLAB_KEYWORDS.contains(&e.key.as_str()) && !e.key.starts_with('.'));
    Workflow {
        name: String::new(),
        events: vec!["push".to_owned(), "merge_request".to_owned()],
        branches: Vec::new(),
        jobs: jobs.map(gitlab_job).collect(),
    }
}

fn gitlab_job(entry: &Entry) -> Job {
    let job = &entry.node;
    let environment = job.get("environment");
    let lines =
        ["before_script", "script", "after_script"].iter().filter_map(|k| job.get(k)).flat_map(Node::one_or_many);
    let is_off = job.get("when").and_then(Node::str) == Some("never");
    Job {
        id: entry.key.clone(),
        range: entry.key_range,
        environment: environment.and_then(|e| e.str().or_else(|| e.get("name")?.str())).map(str::to_owned),
        services: job.get("services").map_or(&[][..], Node::elements).iter().map(|s| text(Some(s))).collect(),
        may_fail: is_true(job.get("allow_failure")),
        steps: lines.filter_map(|line| command(line, is_off)).collect(),
    }
}

fn command(line: &Node, is_off: bool) -> Option<Step> {
    Some(Step { range: line.range, run: Some(line.str()?.to_owned()), is_off, ..Step::default() })
}

/// A service whose form is not known in detail: every text below a key that holds commands is a step.
fn other(root: &Node) -> Workflow {
    let mut steps = Vec::new();
    commands(root, &mut steps);
    let job = Job { id: "pipeline".to_owned(), range: root.range, steps, ..Job::default() };
    Workflow { events: vec!["push".to_owned()], jobs: vec![job], ..Workflow::default() }
}

fn commands(node: &Node, steps: &mut Vec<Step>) {
    for entry in node.entries() {
        if matches!(entry.key.as_str(), "run" | "script" | "command" | "bash" | "commands" | "args" | "install") {
            steps.extend(entry.node.one_or_many().iter().filter_map(|line| command(line, false)));
        }
        commands(&entry.node, steps);
    }
    node.elements().iter().for_each(|e| commands(e, steps));
}

#[cfg(test)]
mod tests {
    use super::of_file;
    use crate::{formats::parse, model::FileKind};

    #[test]
    fn github_jobs() {
        let text = "name: CI\non:\n  push:\n    branches: [main]\n  pull_request:\njobs:\n  test:\n    environment: staging\n    \
                    defaults: {run: {working-directory: web}}\n    steps:\n      - uses: actions/checkout@v4\n      - name: t\n        \
                    run: npm test || true\n        continue-on-error: true\n      - run: npm run lint\n        if: false\n";
        let workflow = of_file(".github/workflows/ci.yml", &parse(FileKind::Yaml, text).unwrap()).unwrap();
        assert_eq!(workflow.events, ["push", "pull_request"]);
        assert_eq!(workflow.branches, ["main"]);
        let job = &workflow.jobs[0];
        assert_eq!((job.id.as_str(), job.environment.as_deref(), job.steps.len()), ("test", Some("staging"), 3));
        assert!(job.steps[1].may_fail && job.steps[2].is_off);
        assert_eq!(job.steps[1].folder.as_deref(), Some("web"));
    }

    #[test]
    fn gitlab_jobs() {
        let text =
            "stages: [a]\n.base: {script: x}\nunit:\n  script:\n    - npm ci\n    - npm test\n  allow_failure: true\n";
        let workflow = of_file(".gitlab-ci.yml", &parse(FileKind::Yaml, text).unwrap()).unwrap();
        assert_eq!(workflow.jobs.len(), 1);
        assert!(workflow.jobs[0].may_fail);
        assert_eq!(workflow.jobs[0].steps.len(), 2);
    }

    #[test]
    fn other_files_are_no_pipelines() {
        let root = parse(FileKind::Yaml, "a: 1").unwrap();
        assert!(of_file("config/app.yml", &root).is_none());
    }
}
