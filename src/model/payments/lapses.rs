//! What was paid for a time and is held against the clock: it ends by itself where nobody pays again.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{Project, queries::Condition},
};

/// Words in names of columns that say how long something lasts.
const ENDS: [&str; 9] = ["end", "ends", "ending", "expire", "expires", "expiry", "expiration", "until", "valid"];

impl Project {
    /// Whether the time up to which something is paid, as the events of providers note it, is compared with anything: in code,
    /// in a query or in SQL.
    #[must_use]
    pub fn lapses_by_itself(&self) -> bool {
        let heard = self.functions_of_payment_hooks();
        let written = heard.iter().flat_map(|&(file, function)| {
            self.queries_in(file).iter().filter(move |query| query.function == function).flat_map(|q| &q.assigned)
        });
        let columns: Vec<Vec<String>> = written
            .map(|(column, _)| crate::vocab::split(column))
            .filter(|words| words.iter().any(|word| ENDS.contains(&word.as_str())))
            .collect();
        !columns.is_empty() && (self.asks_by(&columns) || self.compares(&columns) || self.compares_in_sql(&columns))
    }

    fn asks_by(&self, columns: &[Vec<String>]) -> bool {
        self.production_queries().flat_map(|q| q.conditions.iter().flat_map(Condition::comparisons)).any(|c| {
            matches!(c.op.as_str(), "gt" | "gte" | "lt" | "lte")
                && c.column.as_deref().is_some_and(|column| columns.contains(&crate::vocab::split(column)))
        })
    }

    fn compares(&self, columns: &[Vec<String>]) -> bool {
        self.code_files().filter(|(_, file, _)| file.role.is_production()).any(|(_, _, code)| {
            let names_one = code.texts().any(|text| columns.contains(&crate::vocab::split(text)));
            names_one && code.expr_ids().any(|e| is_held_against_clock(code, e, columns))
        })
    }

    /// `current_period_end > now()` in a policy or a function.
    fn compares_in_sql(&self, columns: &[Vec<String>]) -> bool {
        let names: Vec<String> = columns.iter().map(|words| words.join("_")).collect();
        let texts = self.files.iter().filter(|file| file.sql.is_some()).filter_map(|file| file.text.as_deref());
        texts.into_iter().any(|text| {
            names.iter().any(|name| {
                text.match_indices(name.as_str()).any(|(at, _)| {
                    let before = text
                        .get(..at)
                        .map_or("", |t| t.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.'));
                    let behind = text.get(at + name.len()..).unwrap_or("");
                    before.trim_end().ends_with(['<', '>']) || behind.trim_start().starts_with(['<', '>'])
                })
            })
        })
    }
}

/// `new Date(team.paidUntil) < now`, `isPast(team.paidUntil)`.
fn is_held_against_clock(code: &Code, e: ExprId, columns: &[Vec<String>]) -> bool {
    let names_one = |whole: ExprId| {
        code.definitions(whole).iter().flat_map(|&d| code.within_node(Node::Expr(d))).any(|node| {
            matches!(node, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { .. })
                && code.last_name(m).is_some_and(|name| columns.contains(&crate::vocab::split(name))))
        })
    };
    match code.expr(e) {
        ExprKind::Binary { op, left, right } if op.is_order() => names_one(left) || names_one(right),
        ExprKind::Call { callee, args } => {
            let asks_clock = code.last_name(callee).is_some_and(|name| {
                crate::vocab::words_of(name)
                    .any(|w| matches!(&*w, "after" | "before" | "past" | "future" | "expired" | "difference"))
            });
            asks_clock && code.expr_list(args).any(names_one)
        }
        _ => false,
    }
}
