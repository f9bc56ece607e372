//! Statements that read and write rows. Of rows only those are kept that configure something: file buckets, scheduled
//! jobs. Calls of functions that the migrations made themselves are followed where they change the schema.

use super::{Replay, refusal::Run};
use crate::{
    model::schema::{Bucket, CronJob, Name, Unsure},
    sql::statement::{CallArg, Delete, FunctionCall, Insert, InsertSource, Literal, Query, Update, Value},
};

impl Replay {
    /// `SELECT` and `CALL`.
    pub(super) fn query(&mut self, query: &Query) -> Run {
        self.bind_statement(&query.text.text)?;
        query.writes.iter().for_each(|table| self.note_written(table));
        // Over rows of a table a function is called once for each, perhaps never.
        if query.from.is_empty() { query.calls.iter().try_for_each(|call| self.effect_of_call(call)) } else { Ok(()) }
    }

    /// `INSERT`.
    pub(super) fn insert(&mut self, insert: &Insert) -> Run {
        self.relation(&insert.table)?;
        self.bind_statement(&insert.text.text)?;
        self.note_written(&insert.table);
        if self.is_buckets(&insert.table) {
            self.insert_buckets(insert);
        }
        Ok(())
    }

    /// `UPDATE`.
    pub(super) fn update(&mut self, update: &Update) -> Run {
        self.relation(&update.table)?;
        self.bind_statement(&update.text.text)?;
        if self.is_buckets(&update.table) {
            self.update_buckets(update);
        }
        Ok(())
    }

    /// `DELETE`.
    pub(super) fn delete(&mut self, delete: &Delete) -> Run {
        self.relation(&delete.table)?;
        self.bind_statement(&delete.text.text)?;
        if self.is_buckets(&delete.table) {
            match delete.filter.as_ref().map(|f| bucket_filter(&f.text)) {
                Some(Some(ids)) => {
                    for id in ids {
                        self.schema.buckets.remove(id.as_str());
                    }
                }
                Some(None) => {
                    self.schema.unsure.insert(Unsure::Buckets);
                }
                None => {
                    let all: Vec<String> = self.schema.buckets.iter().map(|(id, _)| id.clone()).collect();
                    for id in all {
                        self.schema.buckets.remove(&id);
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether these are the rows of file buckets.
    pub(super) fn is_buckets(&self, table: &crate::sql::statement::ObjectName) -> bool {
        match self.find_relation(table) {
            Some(super::lookup::Found::Known(name)) => name == Name::new("storage", "buckets"),
            _ => false,
        }
    }

    fn insert_buckets(&mut self, insert: &Insert) {
        let InsertSource::Values(rows) = &insert.source else {
            self.schema.unsure.insert(Unsure::Buckets);
            self.gap("a bucket is made from a query", vec!["storage.buckets".to_owned()]);
            return;
        };
        let table_columns: Vec<String> = match self.schema.table(&Name::new("storage", "buckets")) {
            Some(table) if insert.columns.is_empty() => table.columns.iter().map(|c| c.name.clone()).collect(),
            _ => insert.columns.iter().map(|c| c.name.clone()).collect(),
        };
        for row in rows {
            let cell = |name: &str| table_columns.iter().position(|c| c == name).and_then(|i| row.get(i));
            let Some(id) = cell("id").and_then(|v| v.literal.as_str()) else {
                self.schema.unsure.insert(Unsure::Buckets);
                continue;
            };
            let here = self.here();
            let new = Bucket {
                public: cell("public").map_or(Some(false), |v| v.literal.as_bool()),
                file_size_limit: cell("file_size_limit").and_then(|v| number(&v.literal)),
                allowed_mime_types: cell("allowed_mime_types").and_then(|v| texts(&v.literal)),
                at: here,
            };
            match self.schema.buckets.get(id).cloned() {
                None => self.schema.buckets.insert(id.to_owned(), new),
                Some(mut old) => {
                    // A bucket that is there is changed only by ON CONFLICT DO UPDATE.
                    let Some(conflict) = &insert.on_conflict else { continue };
                    for assignment in &conflict.update {
                        let excluded = assignment.value.text.text.to_ascii_lowercase().starts_with("excluded.");
                        let value = if excluded { cell(&assignment.column.name) } else { Some(&assignment.value) };
                        set_bucket(&mut old, &assignment.column.name, value);
                        old.at = here;
                    }
                    self.schema.buckets.insert(id.to_owned(), old);
                }
            }
        }
    }

    fn update_buckets(&mut self, update: &Update) {
        let ids: Vec<String> = match update.filter.as_ref().map(|f| bucket_filter(&f.text)) {
            Some(Some(ids)) => ids,
            None => self.schema.buckets.iter().map(|(id, _)| id.clone()).collect(),
            Some(None) => {
                self.schema.unsure.insert(Unsure::Buckets);
                return;
            }
        };
        let here = self.here();
        for id in ids {
            let Some(bucket) = self.schema.buckets.get_mut(id.as_str()) else { continue };
            for assignment in &update.set {
                set_bucket(bucket, &assignment.column.name, Some(&assignment.value));
            }
            bucket.at = here;
        }
    }

    /// What a call at the top of a query changes.
    pub(super) fn effect_of_call(&mut self, call: &FunctionCall) -> Run {
        let full = call.name.to_string();
        match full.as_str() {
            "cron.schedule" | "cron.schedule_in_database" => self.schedule(&call.args),
            "cron.unschedule" => self.unschedule(&call.args),
            "set_config" | "pg_catalog.set_config" => {
                if let [name, value, ..] = call.args.as_slice()
                    && name.value.literal.as_str() == Some("search_path")
                    && let Some(path) = value.value.literal.as_str()
                {
                    self.session.set_path_text(path);
                }
            }
            _ => return self.follow_call(call),
        }
        Ok(())
    }

    fn schedule(&mut self, args: &[CallArg]) {
        let named = |name: &str| args.iter().find(|a| a.name.as_deref() == Some(name)).map(|a| &a.value);
        let text = |value: Option<&Value>| value.and_then(|v| v.literal.as_str()).map(str::to_owned);
        let at = |i: usize| args.get(i).filter(|a| a.name.is_none()).map(|a| &a.value);
        let positional = args.iter().filter(|a| a.name.is_none()).count();
        let (name, schedule, command) = if positional == 2 && args.len() == 2 {
            (None, at(0), at(1))
        } else {
            (at(0).or(named("job_name")), at(1).or(named("schedule")), at(2).or(named("command")))
        };
        let name = match name {
            Some(value) => match value.literal.as_str() {
                Some(name) => name.to_owned(),
                None => {
                    self.schema.unsure.insert(Unsure::CronJobs);
                    self.gap("the name of a scheduled job is computed", vec!["cron.job".to_owned()]);
                    return;
                }
            },
            None => format!("{}", self.schema.cron_jobs.len() + 1),
        };
        let job = CronJob { schedule: text(schedule), command: text(command), at: self.here() };
        self.schema.cron_jobs.insert(name, job);
    }

    fn unschedule(&mut self, args: &[CallArg]) {
        match args.first().map(|a| &a.value.literal) {
            Some(Literal::String(name)) => {
                self.schema.cron_jobs.remove(name.as_str());
            }
            _ => {
                self.schema.unsure.insert(Unsure::CronJobs);
            }
        }
    }
}

fn set_bucket(bucket: &mut Bucket, column: &str, value: Option<&Value>) {
    let literal = value.map(|v| &v.literal);
    match column {
        "public" => bucket.public = literal.and_then(Literal::as_bool),
        "file_size_limit" => bucket.file_size_limit = literal.and_then(number),
        "allowed_mime_types" => bucket.allowed_mime_types = literal.and_then(texts),
        _ => {}
    }
}

fn number(literal: &Literal) -> Option<i64> {
    match literal {
        Literal::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn texts(literal: &Literal) -> Option<Vec<String>> {
    match literal {
        Literal::Array(items) => items.iter().map(|i| i.as_str().map(str::to_owned)).collect(),
        Literal::String(text) => {
            let inner = text.strip_prefix('{')?.strip_suffix('}')?;
            Some(inner.split(',').map(|part| part.trim().trim_matches('"').to_owned()).collect())
        }
        _ => None,
    }
}

/// The buckets that a condition names: `id = 'a'`, `name IN ('a', 'b')`.
fn bucket_filter(text: &str) -> Option<Vec<String>> {
    use crate::sql::expr::{ExprKind, parse_expr};
    let tree = parse_expr(text).ok()?;
    match &tree.kind {
        ExprKind::Binary(left, op, right) if op == "=" && matches!(left.as_column(), Some("id" | "name")) => {
            Some(vec![right.as_text()?.to_owned()])
        }
        ExprKind::InList(left, items) if matches!(left.as_column(), Some("id" | "name")) => {
            items.iter().map(|i| i.as_text().map(str::to_owned)).collect()
        }
        _ => None,
    }
}
