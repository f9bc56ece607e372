//! What the pipelines do: which checks run when somebody pushes, what is deployed, what is switched off.

use std::collections::BTreeSet;

use crate::{
    formats::{
        manifest::Manifest,
        shell::{Then, commands},
        workflow::{Step, Workflow},
    },
    frameworks::commands::{Purpose, purpose_of, purpose_of_action, purpose_of_name},
    model::Project,
    source::span::{FileId, Span},
};

/// One pipeline file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    /// The file.
    pub file: FileId,
    /// What starts it.
    pub events: Vec<String>,
    /// What its steps do, in order.
    pub actions: Vec<Action>,
}

/// One thing that a step of a pipeline does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What for.
    pub purpose: Purpose,
    /// The job it belongs to.
    pub job: String,
    /// The step.
    pub at: Span,
    /// How its failure is made to pass, where it is: `|| true`, `continue-on-error`.
    pub ignored_by: Option<&'static str>,
}

impl Pipeline {
    /// Whether it runs by itself when code changes.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        let on_change = |e: &String| {
            matches!(
                e.as_str(),
                "push" | "pull_request" | "pull_request_target" | "merge_request" | "merge_group" | "workflow_call"
            )
        };
        self.events.iter().any(on_change)
    }

    /// Whether it runs by itself at set times.
    #[must_use]
    pub fn is_scheduled(&self) -> bool {
        self.events.iter().any(|e| e == "schedule")
    }
}

/// The pipelines of a project.
pub(super) fn collect(project: &Project) -> Vec<Pipeline> {
    project.configs.workflows.iter().map(|(file, workflow)| pipeline(project, *file, workflow)).collect()
}

fn pipeline(project: &Project, file: FileId, workflow: &Workflow) -> Pipeline {
    let mut actions = Vec::new();
    for job in &workflow.jobs {
        for step in job.steps.iter().filter(|s| !s.is_off) {
            let step_ignored = (job.may_fail || step.may_fail).then_some("continue-on-error");
            for (purpose, ignored) in purposes(project, step) {
                let ignored_by = ignored.or(step_ignored);
                actions.push(Action { purpose, job: job.id.clone(), at: step.range.in_file(file), ignored_by });
            }
        }
    }
    Pipeline { file, events: workflow.events.clone(), actions }
}

fn purposes(project: &Project, step: &Step) -> Vec<(Purpose, Option<&'static str>)> {
    let mut found = Vec::new();
    if let Some(run) = &step.run {
        let mut manifests = Manifests { project, folder: step.folder.as_deref(), called: BTreeSet::new() };
        of_text(run, &mut manifests, &mut found);
    }
    found.extend(step.uses.as_deref().and_then(purpose_of_action).map(|purpose| (purpose, None)));
    found
}

/// Scripts call scripts, also in circles: each is read once for a step.
fn of_text(text: &str, manifests: &mut Manifests<'_>, found: &mut Vec<(Purpose, Option<&'static str>)>) {
    let all = commands(text);
    let keeps_going = all.iter().any(|c| c.words.iter().map(String::as_str).eq(["set", "+e"]));
    for (command, next) in all.iter().zip(all.iter().skip(1).map(Some).chain([None])) {
        let is_shrugged = command.then == Then::Or && next.is_some_and(|n| shrugs(n.program()));
        let ignored = if is_shrugged { Some("|| true") } else { keeps_going.then_some("set +e") };
        let program = command.program();
        if let Some(purpose) = purpose_of(program) {
            found.push((purpose, ignored));
        } else if let Some(script) = called_script(program)
            && manifests.called.insert(script.to_owned())
        {
            let mut called = Vec::new();
            let text = manifests.script(script).unwrap_or_default();
            of_text(text, manifests, &mut called);
            // Its own commands may be files of the project; then its name is what tells.
            if called.is_empty() && !text.contains("no test specified") {
                called.extend(purpose_of_name(script).map(|purpose| (purpose, None)));
            }
            found.extend(called.into_iter().map(|(purpose, own)| (purpose, own.or(ignored))));
        }
    }
}

/// What is done instead of failing.
fn shrugs(program: &[String]) -> bool {
    let words: Vec<&str> = program.iter().map(String::as_str).collect();
    matches!(words.as_slice(), ["true" | ":" | "echo" | "printf", ..] | ["exit", "0"])
}

/// The manifest's script that `npm run x`, `yarn x`, `pnpm --filter web x` calls.
pub(super) fn called_script(program: &[String]) -> Option<&str> {
    let (manager, arguments) = program.split_first()?;
    if !matches!(manager.as_str(), "npm" | "pnpm" | "yarn" | "bun") {
        return None;
    }
    let mut words = arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "-C" | "--filter" | "-F" | "--prefix" | "--workspace" | "-w" | "--cwd" => _ = words.next(),
            "run" | "run-script" | "workspace" | "-r" | "--if-present" | "--recursive" | "--silent" => {}
            "t" | "tst" => return Some("test"),
            "ci" | "install" | "i" | "add" | "config" | "version" | "publish" | "cache" | "--version" => return None,
            _ if word.starts_with('-') => {}
            _ => return Some(word),
        }
    }
    None
}

struct Manifests<'p> {
    project: &'p Project,
    folder: Option<&'p str>,
    called: BTreeSet<String>,
}

impl<'p> Manifests<'p> {
    /// The script in the manifest of the step's folder, else at the root, else in any.
    fn script(&self, name: &str) -> Option<&'p str> {
        let folder = self.folder.unwrap_or("").trim_start_matches("./").trim_end_matches('/');
        let distance = |id: FileId| {
            let own = self.project.file(id).folder();
            (own != folder, !own.is_empty())
        };
        let mut all: Vec<&(FileId, Manifest)> = self.project.configs.manifests.iter().collect();
        all.sort_by_key(|(id, _)| distance(*id));
        all.into_iter().find_map(|(_, manifest)| manifest.script(name)).map(|s| s.command.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Pipeline, Purpose, collect};
    use crate::model::{File, FileKind, Project, configs::Configs};

    fn pipelines(steps: &str) -> Vec<Pipeline> {
        let mut workflow = File::new(".github/workflows/ci.yml", FileKind::Yaml);
        workflow.text = Some(format!("on: push\njobs:\n  a:\n    steps:\n{steps}").into());
        let mut manifest = File::new("package.json", FileKind::Json);
        let scripts = r#"{"scripts":{"test":"npm run unit && npm run x","unit":"vitest","x":"npm run test","build":"tsx make.ts","ship":"vercel deploy"}}"#;
        manifest.text = Some(scripts.into());
        let mut project = Project { files: vec![workflow, manifest], ..Project::default() };
        project.configs = Configs::build(&project.files).0;
        collect(&project)
    }

    fn purposes(steps: &str) -> Vec<(Purpose, Option<&'static str>)> {
        pipelines(steps).remove(0).actions.into_iter().map(|a| (a.purpose, a.ignored_by)).collect()
    }

    #[test]
    fn scripts_are_followed_and_circles_end() {
        let found = purposes("      - run: npm test\n      - run: pnpm run ship\n");
        assert!(found.contains(&(Purpose::Test, None)) && found.contains(&(Purpose::Deploy, None)));
        assert_eq!(purposes("      - run: npm ci\n"), []);
        assert_eq!(purposes("      - run: yarn build\n"), [(Purpose::Build, None)]);
    }

    #[test]
    fn ignored_failures() {
        let shrugged = purposes("      - run: npm run unit || true\n");
        assert_eq!(shrugged, [(Purpose::Test, Some("|| true"))]);
        let allowed = purposes("      - run: npx eslint .\n        continue-on-error: true\n");
        assert_eq!(allowed, [(Purpose::Lint, Some("continue-on-error"))]);
        assert_eq!(purposes("      - run: npx eslint . || exit 1\n"), [(Purpose::Lint, None)]);
    }
}
