//! Files that anybody can list, read, replace or delete.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Database, databases, verbs};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, PolicyReach, Verdict},
        buckets::bucket_of,
        schema::{Command, Name, Policy},
    },
    rules::{Severity, Sink},
    source::span::Span,
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let mut by_bucket: BTreeMap<String, Vec<Opening>> = BTreeMap::new();
        for opening in openings(project, database) {
            by_bucket.entry(opening.bucket.clone()).or_default().push(opening);
        }
        public_buckets(project, database, &by_bucket, sink);
        for mut openings in by_bucket.into_values() {
            openings.sort_by_key(|opening| (Reverse(opening.severity), opening.at));
            let Some((opening, others)) = openings.split_first() else { continue };
            let help = match opening.severity {
                Severity::Info => "drop the policy: the files of a public bucket are read by their links without it",
                _ => {
                    "keep the files of each user in a folder of his id and ask for it: \
                     `(storage.foldername(name))[1] = auth.uid()::text`"
                }
            };
            let key = format!("bucket:{}", opening.bucket);
            let finding = sink.report(opening.at, key, opening.message.clone());
            finding.severity(opening.severity).help(help);
            for other in others.iter().filter(|other| other.severity > Severity::Info) {
                finding.place(other.at, other.message.clone());
            }
        }
    }
}

/// Public buckets whose files are about persons or money, where no policy is worse still.
fn public_buckets(
    project: &Project,
    database: Database<'_>,
    openings: &BTreeMap<String, Vec<Opening>>,
    sink: &mut Sink,
) {
    for (id, bucket) in database.schema.buckets.iter() {
        let is_first = !database.before.iter().any(|schema| schema.buckets.contains(id.as_str()));
        let Some(at) = bucket.at.filter(|_| bucket.public == Some(true) && is_first) else { continue };
        let is_open = |opening: &Opening| opening.severity >= Severity::High;
        if openings.get(id).is_some_and(|openings| openings.iter().any(is_open)) {
            continue;
        }
        let Some(word) = private_word(project, id) else { continue };
        let message =
            format!("anybody who has or guesses a link can read the files of bucket {id}, which speaks of {word}");
        sink.report(at, format!("bucket:{id}"), message).severity(Severity::Medium).help(
            "make the bucket private (`update storage.buckets set public = false`) and hand out signed links that expire",
        );
    }
}

/// The word of a bucket's name that says that its files are about persons or money; branding and pictures are not.
fn private_word(project: &Project, id: &str) -> Option<String> {
    let vocab = &project.vocab.words;
    let words = split(id);
    let is_shown = words.iter().any(|word| vocab.shown_files.has(word));
    words.into_iter().find(|word| !is_shown && vocab.private_files.has(word))
}

/// What a policy lets callers do with files of others.
#[derive(Clone)]
struct Opening {
    bucket: String,
    at: Span,
    severity: Severity,
    message: String,
}

/// Policies on files that let callers touch files of others.
fn openings(project: &Project, database: Database<'_>) -> Vec<Opening> {
    let objects = Name::new("storage", "objects");
    let Some(table) = database.schema.table(&objects) else { return Vec::new() };
    let known = |policy: &Policy| {
        let mut before = database.before.iter().filter_map(|schema| schema.table(&objects));
        before.any(|table| table.policies.contains_key(&policy.name))
    };
    let policies = table.policies.values().filter(|policy| !known(policy));
    policies.filter_map(|policy| opening(project, database, &objects, policy)).collect()
}

fn opening(project: &Project, database: Database<'_>, objects: &Name, policy: &Policy) -> Option<Opening> {
    let reaches = |caller: Caller| {
        let open = |command: &Command| {
            let cell = database.access.cell(objects, caller, *command);
            let is_it = |reach: &PolicyReach| reach.policy == policy.name && reach.verdict == Verdict::Open;
            cell.is_some_and(|cell| cell.policies.iter().any(is_it))
        };
        COMMANDS.into_iter().filter(open).collect::<Vec<_>>()
    };
    let by_anybody = reaches(Caller::Anonymous);
    let (who, commands) = if by_anybody.is_empty() {
        ("anybody with an account", reaches(Caller::Account))
    } else {
        ("anybody on the internet", by_anybody)
    };
    let named = bucket_of(policy);
    let bucket = named.as_deref().and_then(|id| database.schema.buckets.get(id));
    let is_public = bucket.and_then(|bucket| bucket.public) == Some(true);
    let is_shown =
        named.as_deref().is_some_and(|id| split(id).iter().any(|word| project.vocab.words.shown_files.has(word)));
    let is_private_matter = named.as_deref().is_some_and(|id| private_word(project, id).is_some());
    let name = named.as_deref().unwrap_or("any");
    let has = |command| commands.contains(&command);
    let (severity, deed) = if has(Command::Update) || has(Command::Delete) {
        (Severity::High, format!("{} files of others in bucket {name}", verbs(&commands)))
    } else if has(Command::Insert) {
        let severity = if is_shown { Severity::Low } else { Severity::Medium };
        (severity, format!("put files anywhere in bucket {name}, also into the folder of another"))
    } else if !has(Command::Select) {
        return None;
    } else if is_private_matter {
        (Severity::High, format!("list and read all files of bucket {name}"))
    } else if is_public || is_shown {
        // Reading the files of a public bucket by their links is what it is for; a list of them is not needed.
        (Severity::Info, format!("list all files of bucket {name}"))
    } else {
        (Severity::Medium, format!("list and read all files of bucket {name}"))
    };
    let message = format!("{who} can {deed}: policy \"{}\" does not ask whose they are", policy.name);
    Some(Opening { bucket: name.to_owned(), at: policy.at?, severity, message })
}
