//! How people may sign up and in, as the configuration says.

use crate::{
    frameworks::supabase::config::AuthConfig,
    model::Project,
    rules::{Confidence, Severity, Sink},
    source::span::{FileId, Range},
};

/// What a password should have at least.
const SHORTEST: i64 = 8;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_section = false;
    for (file, config) in &project.configs.supabase {
        if !project.file(*file).role.is_production() || config.auth.range.is_none() {
            continue;
        }
        has_section = true;
        judge(project, *file, &config.auth, sink);
    }
    if !has_section {
        sink.not_applicable("no settings of sign-in in the repository");
    }
}

fn judge(project: &Project, file: FileId, auth: &AuthConfig, sink: &mut Sink) {
    // Settings of a stack on the developer's machine say little of the one that people use.
    let is_local =
        auth.site_url.as_ref().is_some_and(|s| s.value.contains("localhost") || s.value.contains("127.0.0.1"));
    let mut report = |range: Range, key: &str, message: &str, severity: Severity| {
        let finding = sink.report(range.in_file(file), format!("auth.{key}"), message);
        finding.severity(severity);
        if is_local {
            finding.severity(Severity::Low).confidence(Confidence::Low);
        }
    };
    let is_open = auth.signup.as_ref().is_none_or(|s| s.value);
    if let Some(setting) = auth.confirmations.as_ref().filter(|s| !s.value && is_open) {
        let message = "people may sign up with addresses that are not theirs: nobody asks them to confirm";
        report(setting.range, "email.enable_confirmations", message, Severity::Medium);
    }
    if let Some(setting) = auth.password_length.as_ref().filter(|s| s.value < SHORTEST) {
        let message = format!("passwords of {} characters are allowed: such are guessed from lists", setting.value);
        report(setting.range, "minimum_password_length", &message, Severity::Low);
    }
    if let Some(setting) = auth.redirect_urls.iter().find(|s| is_any_site(&s.value)) {
        let message = format!("sign-in links may lead to any site that fits {}", setting.value);
        report(setting.range, "additional_redirect_urls", &message, Severity::Medium);
    }
    if let Some(setting) = auth.anonymous.as_ref().filter(|s| s.value && !uses_anonymous(project)) {
        let message = "anybody gets an account without saying who he is, and no code here needs that";
        report(setting.range, "enable_anonymous_sign_ins", message, Severity::Medium);
    }
}

/// Whether a stranger can own a host that fits: the star stands where the registered name is, or on a shared host.
fn is_any_site(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or(rest);
    let names: Vec<&str> = host.split('.').collect();
    let registered = names.iter().rev().take(2);
    host == "**" || host == "*" || registered.clone().any(|n| n.contains('*'))
}

fn uses_anonymous(project: &Project) -> bool {
    project.code_files().any(|(_, _, code)| code.texts().any(|t| t == "signInAnonymously"))
}
