//! Files that anybody can list, read, replace or delete.

use super::{Database, databases, verbs};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, PolicyReach, Verdict},
        schema::{Command, Name, Policy},
    },
    rules::{Severity, Sink},
    sql::expr::{Expr, ExprKind, Node, parse_expr},
    vocab::split,
};

/// Words in names of buckets whose files are about persons or money.
const PRIVATE: &[&str] = &[
    "document",
    "documents",
    "private",
    "invoice",
    "invoices",
    "receipt",
    "receipts",
    "contract",
    "contracts",
    "id",
    "ids",
    "kyc",
    "passport",
    "identity",
    "medical",
    "health",
    "resume",
    "resumes",
    "cv",
    "cvs",
    "attachments",
    "messages",
    "chat",
    "statements",
    "payslips",
    "signatures",
    "verification",
    "evidence",
    "records",
    "reports",
    "documentos",
    "facturas",
    "comprovantes",
    "contratos",
    "dokumente",
    "rechnungen",
    "factures",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for (id, bucket) in database.schema.buckets.iter() {
            let is_first = !database.before.iter().any(|schema| schema.buckets.contains(id.as_str()));
            let Some(at) = bucket.at.filter(|_| bucket.public == Some(true) && is_first) else { continue };
            if let Some(word) = split(id).into_iter().find(|word| PRIVATE.contains(&word.as_str())) {
                let message = format!(
                    "anybody who has or guesses a link can read the files of bucket {id}, which speaks of {word}"
                );
                let finding = sink.report(at, format!("bucket:{id}"), message);
                finding.severity(Severity::Medium).help(
                    "make the bucket private (`update storage.buckets set public = false`) and hand out signed links that expire",
                );
            }
        }
        policies(database, sink);
    }
}

/// Policies on files that let callers touch files of others.
fn policies(database: Database<'_>, sink: &mut Sink) {
    let objects = Name::new("storage", "objects");
    let Some(table) = database.schema.table(&objects) else { return };
    let known = |policy: &Policy| {
        let mut before = database.before.iter().filter_map(|schema| schema.table(&objects));
        before.any(|table| table.policies.contains_key(&policy.name))
    };
    for policy in table.policies.values().filter(|policy| !known(policy)) {
        let reaches = |caller: Caller| {
            let open = |command: &Command| {
                let cell = database.access.cell(&objects, caller, *command);
                let is_it = |reach: &&PolicyReach| reach.policy == policy.name && reach.verdict == Verdict::Open;
                cell.is_some_and(|cell| cell.policies.iter().any(|reach| is_it(&reach)))
            };
            COMMANDS.into_iter().filter(open).collect::<Vec<_>>()
        };
        let (who, commands) = match reaches(Caller::Anonymous) {
            commands if commands.iter().any(|c| *c != Command::Select) => ("anybody on the internet", commands),
            _ => ("anybody with an account", reaches(Caller::Account)),
        };
        let Some(at) = policy.at else { continue };
        let bucket = bucket_of(policy);
        let is_public = bucket.as_ref().and_then(|id| database.schema.buckets.get(id.as_str())).and_then(|b| b.public);
        let changes = commands.iter().any(|c| matches!(c, Command::Update | Command::Delete));
        // Reading the files of a public bucket is what it is for; adding files is a lesser harm than changing those of others.
        let severity = match (changes, commands.contains(&Command::Insert), commands.contains(&Command::Select)) {
            (true, ..) => Severity::High,
            (_, true, _) => Severity::Medium,
            (_, _, true) if is_public != Some(true) => Severity::Medium,
            _ => continue,
        };
        let name = bucket.as_deref().unwrap_or("any");
        let message = format!(
            "{who} can {} files of others in bucket {name}: policy \"{}\" does not ask whose they are",
            verbs(&commands),
            policy.name
        );
        sink.report(at, format!("bucket:{name}"), message).severity(severity).help(
            "keep the files of each user in a folder of his id and ask for it: `(storage.foldername(name))[1] = auth.uid()::text`",
        );
    }
}

/// The bucket that a policy is about: `bucket_id = 'avatars'`.
fn bucket_of(policy: &Policy) -> Option<String> {
    let condition = policy.using.as_ref().or(policy.check.as_ref())?;
    let tree = parse_expr(&condition.text).ok()?;
    let mut found = None;
    tree.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Binary(left, op, right), .. }) = node
            && op == "="
        {
            let sides = [(left, right), (right, left)];
            let named = sides.iter().find(|(column, _)| column.as_column() == Some("bucket_id"));
            found = found.take().or_else(|| named.and_then(|(_, value)| value.as_text()).map(str::to_owned));
        }
    });
    found
}
