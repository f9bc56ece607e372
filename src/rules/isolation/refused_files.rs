//! Files that users put somewhere, replace or take away, and that no policy lets them.

use std::collections::BTreeMap;

use crate::{
    model::{FileRefusal, Project, schema::Command},
    rules::{Confidence, Severity, Sink},
};

/// One finding for each bucket and command.
pub(super) fn refused_files(project: &Project, sink: &mut Sink) {
    let mut by_cause: BTreeMap<(String, Command, [bool; 2]), Vec<FileRefusal>> = BTreeMap::new();
    for refusal in project.refused_files() {
        let key = (refusal.bucket.clone(), refusal.command, [refusal.policy.is_some(), refusal.again]);
        by_cause.entry(key).or_default().push(refusal);
    }
    for ((bucket, command, _), refusals) in by_cause {
        let Some((first, others)) = refusals.split_first() else { continue };
        let (deed, effect) = match command {
            Command::Insert => ("put files into", "every upload is refused"),
            Command::Delete => ("delete files of", "nothing is deleted, and no error says so"),
            _ if first.again => {
                ("replace files of", "the first upload passes, and each later one to its path is refused")
            }
            _ => ("replace files of", "every try is refused"),
        };
        let (message, help) = match &first.policy {
            Some(policy) => (
                format!(
                    "users can't {deed} bucket {bucket} where this call does: {effect}, because the path is not one that policy \
                     \"{}\" lets through",
                    policy.name
                ),
                "begin the path with what the policy compares, mostly the folder of the user's id (`${user.id}/…`), or write a \
                 policy for this folder",
            ),
            None => (
                format!(
                    "users can't {deed} bucket {bucket}, though the app tries: {effect}, because no policy lets them"
                ),
                "add a policy on storage.objects for this bucket and command that asks whose folder it is, or do it on the server",
            ),
        };
        let finding = sink.report(first.at, format!("bucket:{bucket}"), message);
        finding.severity(Severity::Medium).confidence(Confidence::Medium).help(help);
        for other in others {
            finding.place(other.at, "and here");
        }
        if let Some(at) = first.policy.as_ref().and_then(|policy| policy.at) {
            finding.place(at, "the policy");
        }
    }
}
