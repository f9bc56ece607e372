//! Real secrets in an environment file that git keeps.

use crate::{
    formats::env::Variable,
    frameworks::keys::{is_service_key, password_in_url},
    model::{File, Project, Role, ops::is_example},
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let files: Vec<&(FileId, Vec<Variable>)> = project.configs.env_files.iter().collect();
    if files.is_empty() {
        sink.not_applicable("no environment file");
    }
    for (id, variables) in files {
        let file = project.file(*id);
        if is_kept(file) {
            report(project, *id, variables, sink);
        }
    }
}

/// Files for tests hold made-up values, examples hold none.
fn is_kept(file: &File) -> bool {
    let is_for_tests = file.name().contains("test") || file.name().ends_with(".ci");
    !file.ignored && !is_example(file) && !is_for_tests && matches!(file.role, Role::Source | Role::Script)
}

fn report(project: &Project, id: FileId, variables: &[Variable], sink: &mut Sink) {
    let mut secrets = variables.iter().filter(|v| is_secret(project, v));
    let Some(first) = secrets.next() else { return };
    let others: Vec<&Variable> = secrets.collect();
    let path = &project.file(id).path;
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let message = format!("everybody who can read the repository holds {}{more}: {path} is committed", first.name);
    let is_worst = std::iter::once(&first).chain(&others).any(|v| is_service_key(&v.value));
    let finding = sink.report(first.name_range.in_file(id), path.clone(), message);
    if !is_worst {
        finding.severity(Severity::High);
    }
    for other in others {
        finding.thing(other.name_range.in_file(id), format!("env:{}", other.name), other.name.clone());
    }
}

fn is_secret(project: &Project, variable: &Variable) -> bool {
    const SHORTEST: usize = 8;
    let Variable { name, value, .. } = variable;
    let env = &project.vocab.env;
    if value.len() < SHORTEST || value.contains("${") || env.placeholder_values.has(value) {
        return false;
    }
    if let Some(password) = password_in_url(value) {
        return password.len() > 3 && !env.placeholder_values.has(password);
    }
    is_service_key(value) || (env.is_secret(name) && !value.contains("://"))
}
