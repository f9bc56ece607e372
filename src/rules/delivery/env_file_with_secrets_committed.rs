//! Real secrets in an environment file that git keeps.

use crate::{
    facts::secrets::SecretKind,
    formats::env::Variable,
    frameworks::{firebase::account, supabase::key},
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
    let is_for_tests = file.name().contains("test") || file.name() == ".env.ci";
    !file.ignored && !is_example(file) && !is_for_tests && matches!(file.role, Role::Source | Role::Script)
}

fn report(project: &Project, id: FileId, variables: &[Variable], sink: &mut Sink) {
    let mut secrets = variables.iter().filter(|v| shape(project, id, v).is_some() || is_secret_by_name(project, v));
    let Some(first) = secrets.next() else { return };
    let others: Vec<&Variable> = secrets.collect();
    let path = &project.file(id).path;
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let message = format!("everybody who can read the repository holds {}{more}: {path} is committed", first.name);
    let has_account = variables.iter().any(|v| account::is_address_of_account(&v.value));
    let opens_all = |v: &&Variable| match shape(project, id, v) {
        Some(SecretKind::SupabaseServiceRole | SecretKind::Stripe) => true,
        Some(SecretKind::PrivateKey) if has_account => true,
        _ => account::is_service_account(&v.value),
    };
    let is_worst = opens_all(&first) || others.iter().any(opens_all);
    let finding = sink.report(first.name_range.in_file(id), path.clone(), message);
    if !is_worst {
        finding.severity(Severity::High);
    }
    for other in others {
        finding.thing(other.name_range.in_file(id), format!("env:{}", other.name), other.name.clone());
    }
}

/// What a value opens, by its shape.
fn shape(project: &Project, id: FileId, variable: &Variable) -> Option<SecretKind> {
    let mut inside = project.file(id).secrets.iter().filter(|s| variable.value_range.contains(s.range));
    inside.next().map(|s| s.kind)
}

/// A value for a name that means a secret, unless the value stands for one or is made to be public.
fn is_secret_by_name(project: &Project, variable: &Variable) -> bool {
    const SHORTEST: usize = 8;
    let Variable { name, value, .. } = variable;
    let env = &project.vocab.env;
    let stands_for_one = value.contains("${") || value.contains("://") || env.placeholder_values.has(value);
    let stands_for_one = stands_for_one || env.public_values.has(value);
    let is_named = value.len() >= SHORTEST && env.is_secret(name) || is_key_of_server(project, variable);
    is_named && !stands_for_one && key::role(value).is_none()
}

/// `GULL_API_KEY=9f2c…`: a long random value under the name of a key that only code of the server reads.
fn is_key_of_server(project: &Project, variable: &Variable) -> bool {
    const LONG: usize = 20;
    let Variable { name, value, .. } = variable;
    let has = |is: fn(&u8) -> bool| value.bytes().any(|b| is(&b));
    let is_random = value.len() >= LONG
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic);
    let read = project.ops.variables.used.get(name);
    let on_server = read.is_some_and(|places| places.iter().all(|at| project.sides.of(at.file).is_server()));
    is_random && on_server && name.ends_with("_API_KEY") && !project.vocab.env.public.has(name)
}
