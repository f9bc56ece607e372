//! Calls on files that no policy of the repository lets a user do.

use super::{bucket_of, path::FilePath, policies::File};
use crate::{
    facts::code::ExprId,
    frameworks::supabase::{
        client::client_of,
        storage::{FileCall, file_calls},
    },
    model::{
        Project,
        queries::Client,
        schema::{Command, Name, Part, Policy, Schema, Table, Unsure},
        values::Values,
    },
    source::span::{FileId, Span},
};

/// A call on files that is refused each time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileRefusal {
    /// The bucket.
    pub bucket: String,
    /// What the call needs a policy for.
    pub command: Command,
    /// Whether the first file passes, and each later one that would replace it is refused.
    pub again: bool,
    /// The call.
    pub at: Span,
    /// The policy that is for this bucket and command and that the path does not meet; none: there is no such policy.
    pub policy: Option<Nearest>,
}

/// A policy that is for a bucket and command, and that a file does not meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearest {
    /// Its name.
    pub name: String,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// That a file is refused.
struct Refused {
    nearest: Option<Nearest>,
}

impl Project {
    /// The calls on files with the rights of users that row security refuses, by bucket and place.
    #[must_use]
    pub fn refused_files(&self) -> Vec<FileRefusal> {
        let production = self.code_files().filter(|(_, file, _)| file.role.is_production());
        let calls = production.flat_map(|(id, _, code)| file_calls(code).map(move |(expr, call)| (id, expr, call)));
        let mut found: Vec<FileRefusal> =
            calls.filter_map(|(id, expr, call)| self.refused_file(id, expr, &call)).collect();
        found.sort();
        found
    }

    fn refused_file(&self, file: FileId, expr: ExprId, call: &FileCall<'_>) -> Option<FileRefusal> {
        let command = needed(call)?;
        let code = self.file(file).code.as_ref()?;
        let values = self.values();
        let at = code.range(expr).in_file(file);
        let is_of_user = self.sides.is_met_at(at) && client_of(&values, file, call.client) == Client::User;
        let bucket = values.exact_text(file, call.bucket).filter(|_| is_of_user)?;
        let path = match (command, code.arg(call.args, 0)) {
            (Command::Insert, Some(path)) => FilePath::of(&values, file, path),
            _ => FilePath::default(),
        };
        let about = File { bucket: &bucket, path: &path };
        if let Some(Refused { nearest: policy }) = self.refuses(about, command) {
            return Some(FileRefusal { bucket, command, again: false, at, policy });
        }
        let replaces = command == Command::Insert && path.is_kept && replaces(&values, file, call);
        let Refused { nearest: policy } = self.refuses(about, Command::Update).filter(|_| replaces)?;
        Some(FileRefusal { bucket, command: Command::Update, again: true, at, policy })
    }

    /// The policy that a file does not meet, where all policies on files are known and none lets it pass.
    fn refuses(&self, file: File<'_>, command: Command) -> Option<Refused> {
        let objects = Name::new("storage", "objects");
        let known: Vec<(&Schema, &Table)> =
            self.live_databases().iter().filter_map(|schema| Some((schema, schema.table(&objects)?))).collect();
        let makes = known.iter().any(|(schema, _)| schema.buckets.contains(file.bucket));
        let is_told = |&(schema, table): &(&Schema, &Table)| {
            table.knows(Part::Policies)
                && !schema.unsure.contains(&Unsure::Policies)
                && !schema.withheld.may_widen(&objects, Part::Policies, command)
        };
        if !makes || !known.iter().all(is_told) {
            return None;
        }
        let policies = || known.iter().flat_map(|(_, table)| table.policies.values());
        let of_command = || policies().filter(|policy| policy.command.covers(command));
        if of_command().any(|policy| file.is_admitted_by(policy, command == Command::Insert)) {
            return None;
        }
        let is_of_bucket = |policy: &Policy| bucket_of(policy).as_deref() == Some(file.bucket);
        let nearest = of_command().find(|policy| is_of_bucket(policy));
        let nearest = nearest.map(|policy| Nearest { name: policy.name.clone(), at: policy.at });
        // Where nothing is said of a bucket, its policies may have been made by hand.
        policies().any(|policy| is_of_bucket(policy)).then_some(Refused { nearest })
    }
}

/// What a call on files needs a policy for; those that read are told by what they show.
fn needed(call: &FileCall<'_>) -> Option<Command> {
    match call.method {
        "upload" => Some(Command::Insert),
        "update" | "move" => Some(Command::Update),
        "remove" => Some(Command::Delete),
        _ => None,
    }
}

/// `upload(path, file, { upsert: true })`.
fn replaces(values: &Values<'_>, file: FileId, call: &FileCall<'_>) -> bool {
    let Some(code) = values.code(file) else { return false };
    let option = code.arg(call.args, 2).and_then(|options| code.property(options, "upsert"));
    option.is_some_and(|upsert| values.literal(file, upsert).as_deref() == Some("true"))
}
