//! "Saved", said after it was not: in a `catch`, or behind a write whose error nobody reads.

use std::collections::BTreeMap;

use super::{and_more, severity, shown};
use crate::{
    facts::code::Code,
    model::{
        Project,
        failures::{
            Copied, Handling, RemoteKind, Stake, Unheeded,
            announced::{in_statement, statements_after},
            is_side_record,
        },
        outcome::ErrorUse,
        queries::{Op, Query},
    },
    rules::{Severity, Sink},
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let failures = &project.failures;
    let caught = failures.catches.iter().filter(|c| c.stake >= Stake::Write).filter_map(|c| {
        let news = c.announces.as_ref()?;
        Some(Lie { at: news.at.in_file(c.at.file), how: news.how.clone(), what: c.protects.clone(), stake: c.stake })
    });
    let unread = failures.unheeded.iter().filter(|u| u.is_write && u.handling <= Handling::Logged).filter_map(|u| {
        let (at, how) = announced_after(project, u)?;
        Some(Lie { at, how, what: u.what.clone(), stake: u.stake })
    });
    let mut by_file: BTreeMap<&str, Vec<Lie>> = BTreeMap::new();
    for lie in caught.chain(unread) {
        by_file.entry(&project.file(lie.at.file).path).or_default().push(lie);
    }
    for (path, mut lies) in by_file {
        lies.sort_by(|a, b| b.stake.cmp(&a.stake).then(a.at.cmp(&b.at)));
        lies.dedup_by_key(|lie| lie.at);
        let Some((worst, others)) = lies.split_first() else { continue };
        let message = format!(
            "`{}` is said whether {} worked or not{}",
            worst.how,
            worst.what,
            and_more(worst.at, others.iter().map(|o| o.at))
        );
        let finding = sink.report(worst.at, path, message);
        finding.severity(severity(worst.stake));
        for lie in others {
            finding.place(lie.at, format!("`{}`, whether {} worked or not", lie.how, lie.what));
        }
    }
    report_copies(project, sink);
}

/// One finding an app: the repair is one, too.
fn report_copies(project: &Project, sink: &mut Sink) {
    let mut by_app: BTreeMap<String, Vec<&Copied>> = BTreeMap::new();
    for copied in &project.failures.copied {
        let root = project.app_of(copied.at.file).map_or("", |app| app.root.as_str());
        by_app.entry(format!("copies of {}", shown(root))).or_default().push(copied);
    }
    for (key, copies) in by_app {
        let Some((first, others)) = copies.split_first() else { continue };
        let more = and_more(first.at, others.iter().map(|o| o.at));
        let message = format!("`{}` says that it was copied, whether the browser did or not{more}", first.how);
        let finding = sink.report(first.at, key, message);
        finding.severity(Severity::Low).help(
            "wait for it and say what happened: `try { await navigator.clipboard.writeText(text); toast(\"Copied\") } catch { \
             toast(\"Not copied\") }`",
        );
        for other in others {
            finding.place(other.at, format!("`{}`, whether it was copied or not", other.how));
        }
    }
}

/// Good news that may be wrong.
struct Lie {
    at: Span,
    how: String,
    what: String,
    stake: Stake,
}

/// The announcement that follows a write whose error vanishes, where no other write that is heeded lies between: the
/// good news would be about that one.
fn announced_after(project: &Project, unheeded: &Unheeded) -> Option<(Span, String)> {
    let file = unheeded.at.file;
    let code = project.file(file).code.as_ref()?;
    let is_mail = unheeded.service == Some(RemoteKind::Mail);
    let (function, call) = if is_mail {
        (unheeded.function, unheeded.at)
    } else {
        let query = project.queries_in(file).iter().find(|q| q.at.range.contains(unheeded.at.range))?;
        // `update({ last_synced_at })`: the good news is about what was brought.
        let only_notes = query.op == Op::Update && unheeded.stake < Stake::Write;
        if only_notes || query.tables.iter().any(|t| is_side(project, t)) || has_heeded_company(project, query) {
            return None;
        }
        (query.function, query.at)
    };
    let next = statements_after(code, function, call.range);
    let news = next.into_iter().find_map(|stmt| in_statement(code, stmt))?;
    if is_mail && writes_rows(project, unheeded) && !speaks_of_mail(code, news.at) {
        return None;
    }
    Some((news.at.in_file(file), news.how))
}

/// Whether the function that sends a mail also writes rows: then the good news is about those.
fn writes_rows(project: &Project, mail: &Unheeded) -> bool {
    let queries = project.queries_in(mail.at.file).iter();
    queries.filter(|q| q.function == mail.function).any(|q| q.op.is_write() || q.op == Op::Rpc)
}

/// `{ success: true, message: "The mail is on its way" }`.
fn speaks_of_mail(code: &Code, news: Range) -> bool {
    let mut told = code.expr_ids().filter(|&e| news.contains(code.range(e))).filter_map(|e| code.string(e));
    told.any(|text| crate::vocab::split(text).iter().any(|w| w.ends_with("mail") || w == "sent"))
}

/// Records that accompany the work are not what the good news is about.
fn is_side(project: &Project, table: &str) -> bool {
    let words = crate::vocab::split(table);
    project.vocab.tables.audit.has(table)
        || is_side_record(&project.vocab, table)
        || words.iter().any(|w| matches!(w.as_str(), "log" | "logs" | "history" | "token" | "tokens"))
}

/// Whether the function also does something else whose failure is looked at: the good news is about that.
fn has_heeded_company(project: &Project, query: &Query) -> bool {
    let mut company = project.queries_in(query.at.file).iter().filter(|q| q.function == query.function);
    let by_query = company.any(|q| q.at != query.at && (q.op.is_write() || q.op == Op::Rpc) && q.is_error_checked());
    let Some(code) = &project.file(query.at.file).code else { return by_query };
    let own = code.function(query.function).range;
    let mut remote = project.failures.remote.iter().filter(|c| c.at.file == query.at.file && own.contains(c.at.range));
    by_query
        || remote
            .any(|c| !matches!(c.kind, RemoteKind::Session | RemoteKind::Mail) && c.outcome.error == ErrorUse::Read)
}
