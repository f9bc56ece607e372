//! Where a described schema is pushed straight to a database: by a script of the manifest, a shell script, a pipeline.

use crate::{
    formats::shell::commands,
    frameworks::commands::pushes_schema,
    model::{FileKind, Project, Role},
    source::span::{Range, Span},
};

use super::pipelines::called_script;

/// The places, those that run by themselves or by one command before the scripts of manifests that they call.
pub(super) fn collect(project: &Project) -> Vec<Span> {
    let manifests = project.configs.manifests.iter().filter(|(id, _)| project.file(*id).role.is_production());
    let scripts = manifests.flat_map(|(id, manifest)| manifest.scripts.iter().map(move |script| (*id, script)));
    let pushing: Vec<_> = scripts.filter(|(_, script)| pushes(&script.command, &[])).collect();
    let names: Vec<&str> = pushing.iter().map(|(_, script)| script.name.as_str()).collect();
    let shells = project.all_files().filter(|(_, f)| {
        f.kind == FileKind::Shell && matches!(f.role, Role::Source | Role::Script) && !f.path.contains("node_modules/")
    });
    let of_shells = shells.filter_map(|(id, file)| Some(first_push(file.text.as_deref()?, &names)?.in_file(id)));
    let steps = project
        .configs
        .workflows
        .iter()
        .flat_map(|(id, workflow)| workflow.jobs.iter().flat_map(|job| &job.steps).map(move |step| (*id, step)));
    let of_steps = steps.filter(|(_, step)| step.run.as_deref().is_some_and(|run| pushes(run, &names)));
    let mut found: Vec<Span> = of_steps.map(|(id, step)| step.range.in_file(id)).chain(of_shells).collect();
    found.extend(pushing.iter().map(|(id, script)| script.range.in_file(*id)));
    found
}

/// Whether a text runs a tool that pushes the schema, or one of the scripts that do.
fn pushes(text: &str, names: &[&str]) -> bool {
    commands(text).iter().any(|command| {
        let program = command.program();
        pushes_schema(program) || called_script(program).is_some_and(|script| names.contains(&script))
    })
}

/// The first line of a shell script that does.
fn first_push(text: &str, names: &[&str]) -> Option<Range> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = line.trim_end();
        if pushes(own, names) {
            let range = |n: usize| u32::try_from(n).ok();
            return Some(Range { start: range(start)?, end: range(start + own.len())? });
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_push;

    #[test]
    fn a_script_of_the_manifest_and_the_tool_itself() {
        let text = "#!/bin/bash\nset -e\nnpm install\nnpm run db:push\n";
        let range = first_push(text, &["db:push"]).unwrap();
        assert_eq!(&text[range.start as usize..range.end as usize], "npm run db:push");
        assert!(first_push("npx drizzle-kit push --force", &[]).is_some());
        assert!(first_push("npx prisma db push", &[]).is_some());
        assert!(first_push("npx prisma migrate deploy\nnpm run build", &["db:push"]).is_none());
    }
}
