//! What accompanies the work and is not what it is about: logs, counters, notices, marks of a look.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, Node},
    model::queries::{Condition, Op, Query},
    vocab::Vocabulary,
};

/// `insert(samplePosts)`: rows to begin with, beside the thing itself.
pub(super) fn is_sample(code: &Code, query: &Query) -> bool {
    const SAMPLES: [&str; 7] = ["default", "defaults", "sample", "samples", "demo", "starter", "example"];
    let name = query.payload.and_then(|given| code.ident(given)).unwrap_or_default();
    let words = crate::vocab::split(name);
    query.op == Op::Insert && words.first().is_some_and(|first| SAMPLES.contains(&first.as_str()))
}

/// ``delete().like("note", `%${SAMPLE_MARK}%`)``, and all that `clearSampleData()` does: rows that the app made up itself.
pub(super) fn is_of_samples(code: &Code, query: &Query) -> bool {
    const MADE_UP: [&str; 5] = ["sample", "samples", "demo", "dummy", "mock"];
    let is_made_up = |text: &str| crate::vocab::split(text).iter().any(|word| MADE_UP.contains(&word.as_str()));
    let is_mark = |value: ExprId| {
        code.within_node(Node::Expr(value)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Ident { name, .. } => is_constant(code.str(name)) && is_made_up(code.str(name)),
                _ => code.string(e).is_some_and(is_made_up),
            },
            _ => false,
        })
    };
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
    let is_marked = compared.any(|c| matches!(c.op.as_str(), "eq" | "like" | "ilike") && c.value.is_some_and(is_mark));
    let is_of_maker = |function| {
        code.name_of(function).is_some_and(|name| {
            const WHAT: [&str; 5] = ["data", "rows", "records", "content", "entries"];
            let words = crate::vocab::split(name);
            let is_pair = |pair: &[String]| match pair {
                [what, rows] => MADE_UP.contains(&what.as_str()) && WHAT.contains(&rows.as_str()),
                _ => false,
            };
            words.windows(2).any(is_pair)
        })
    };
    is_marked
        || code.enclosures(Node::Expr(query.expr)).any(|around| match around {
            Enclosure::Function(function) => is_of_maker(function),
            _ => false,
        })
}

/// `SAMPLE_MARK`
fn is_constant(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
}

/// Whether rows of a table accompany the work and are not what it is about: logs, counters, notices. Events are what
/// many an app is about, unless something is counted by them.
#[must_use]
pub fn is_side_record(vocab: &Vocabulary, table: &str) -> bool {
    let words = crate::vocab::split(table);
    let is_used_up = vocab.tables.usage.has(table) && !vocab.tables.money.has(table);
    let is_side = match words.as_slice() {
        [.., last] if matches!(last.as_str(), "log" | "logs" | "telemetry" | "analytics" | "metrics" | "cache") => true,
        [_, .., last] if matches!(last.as_str(), "snapshot" | "snapshots" | "health") => true,
        // Copied from elsewhere, and copied again when they are missed.
        [first, .., last] if matches!(last.as_str(), "rate" | "rates") => {
            matches!(first.as_str(), "exchange" | "fx" | "currency" | "conversion")
        }
        [.., last] if matches!(last.as_str(), "notification" | "notifications") => true,
        [_, .., last] if matches!(last.as_str(), "views" | "visits" | "clicks" | "impressions" | "activity") => true,
        [only] if matches!(only.as_str(), "clicks" | "impressions" | "pageviews") => true,
        [first, .., last] if matches!(last.as_str(), "event" | "events") => {
            const COUNTED: [&str; 13] = [
                "analytics",
                "tracking",
                "telemetry",
                "usage",
                "page",
                "session",
                "engagement",
                "funnel",
                "metric",
                "error",
                "system",
                "interaction",
                "behavior",
            ];
            COUNTED.contains(&first.as_str())
        }
        _ => false,
    };
    is_used_up || is_side
}

/// Whether a row, by its columns, says how a run of something went, or that somebody did something on a page: nobody misses
/// one of many.
pub(super) fn is_account_of(table: &str, columns: &[&str]) -> bool {
    let words = crate::vocab::split(table);
    match words.last().map(String::as_str) {
        Some("run" | "runs") => {
            !columns.is_empty() && columns.iter().any(|c| c.contains("note")) && tells_counts(columns)
        }
        Some("event" | "events") => {
            let says_what = columns.iter().any(|c| matches!(*c, "event_type" | "event_name"));
            let says_more = |c: &&str| ["meta", "payload", "properties"].iter().any(|word| c.starts_with(word));
            says_what && columns.iter().any(says_more)
        }
        _ => false,
    }
}

/// `camps_inserted`, `camps_errors`: how many of what.
fn tells_counts(columns: &[&str]) -> bool {
    const COUNTS: [&str; 12] = [
        "inserted",
        "updated",
        "skipped",
        "errors",
        "failed",
        "processed",
        "created",
        "count",
        "total",
        "sent",
        "found",
        "deleted",
    ];
    let counts = columns.iter().filter(|c| crate::vocab::split(c).iter().any(|word| COUNTS.contains(&word.as_str())));
    counts.count() >= 2
}

/// Columns that say when or how often somebody looked, and nothing else: `last_opened_at`, `view_count`.
pub(super) fn is_mark(column: &str) -> bool {
    const LOOKS: [&str; 15] = [
        "seen", "viewed", "active", "activity", "opened", "accessed", "visited", "used", "read", "login", "sync",
        "synced", "checked", "polled", "eval",
    ];
    let words = crate::vocab::split(column);
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["updated" | "viewed", "at"] | ["last", "error"] | ["last", "error" | "attempt", "at"] => true,
        ["last", what @ .., "at"] => what.iter().any(|word| LOOKS.contains(word)),
        [what @ .., "count"] => what.iter().any(|word| word.starts_with("view") || word.starts_with("click")),
        _ => false,
    }
}

/// Columns that say when somebody was told: `reminder_2_sent_at`. A lost one means that he is told twice; the money or
/// the right that the row is about is not touched.
pub(super) fn is_notice(column: &str) -> bool {
    const TELLS: [&str; 8] = ["sent", "reminded", "reminder", "notified", "emailed", "alerted", "warned", "updated"];
    let words = crate::vocab::split(column);
    words.last().is_some_and(|last| last == "at") && words.iter().any(|word| TELLS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{is_account_of, is_side_record};
    use crate::vocab::Vocabulary;

    #[test]
    fn what_accompanies_the_work() {
        let vocab = Vocabulary::built_in().unwrap();
        for side in [
            "email_logs",
            "analytics_events",
            "profile_views",
            "ai_usage",
            "notifications",
            "fleet_health_snapshots",
            "exchange_rates",
        ] {
            assert!(is_side_record(&vocab, side), "{side}");
        }
        for work in ["events", "community_events", "orders", "visits", "user_credits", "hourly_rates"] {
            assert!(!is_side_record(&vocab, work), "{work}");
        }
    }

    #[test]
    fn accounts_of_runs_and_of_what_people_do() {
        assert!(is_account_of("LastImportRun", &["sport", "boats_inserted", "boats_skipped", "notes"]));
        assert!(is_account_of("Event", &["event_type", "payload_json", "ts"]));
        assert!(!is_account_of("runs", &["athlete", "distance", "notes"]));
        assert!(!is_account_of("events", &["title", "event_type", "starts_at"]));
    }
}
