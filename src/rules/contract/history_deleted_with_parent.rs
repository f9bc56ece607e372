//! Payments, invoices or audit rows that vanish with the user or customer they belong to.

use crate::{
    model::{
        Project,
        queries::{Op, Query},
        schema::{Action, Constraint, ConstraintKind, Event, Name, Schema, Table, Timing},
    },
    rules::{Severity, Sink},
    source::span::Span,
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_history = false;
    for (schema, name, table) in project.own_tables().filter(|(_, n, t)| is_history(project, n, t)) {
        has_history = true;
        let mut lost: Vec<(Span, &Constraint, &Name, Severity)> = table
            .constraints
            .values()
            .filter_map(|constraint| {
                let ConstraintKind::ForeignKey(key) = &constraint.kind else { return None };
                let severity = harm(project, table, &key.table).filter(|_| key.on_delete == Action::Cascade)?;
                Some((constraint.at.or(table.at)?, constraint.as_ref(), &key.table, severity))
            })
            .collect();
        if refuses_deletion(schema, table) {
            continue;
        }
        lost.sort_by_key(|(at, _, _, severity)| (std::cmp::Reverse(*severity), *at));
        let Some(((at, constraint, parent, severity), others)) = lost.split_first() else { continue };
        let column = constraint.columns.join(",");
        let message =
            format!("deleting a row of {parent} deletes its {} too: the record of what happened is gone", name.name);
        let finding = sink.report(*at, format!("{name}.{column}"), message);
        finding.severity(*severity).help(format!(
            "let {name}.{column} become null (on delete set null) or refuse the deletion (on delete restrict)"
        ));
        for (at, constraint, parent, _) in others {
            let key = format!("{name}.{}", constraint.columns.join(","));
            finding.thing(*at, key, format!("goes with its row of {parent}"));
        }
    }
    for (schema, name, table) in
        project.own_tables().filter(|(_, n, _)| project.vocab.tables.participation.has(&n.name))
    {
        has_history = true;
        if !is_history(project, name, table) && !refuses_deletion(schema, table) {
            report_participation(project, name, table, sink);
        }
    }
    if !has_history {
        sink.not_applicable("no table records money or what was done");
    }
}

/// Who took part vanishes with what he took part in, where the app deletes that and does not look for him before.
fn report_participation(project: &Project, name: &Name, table: &Table, sink: &mut Sink) {
    let tables = &project.vocab.tables;
    if !project.filled.has(&name.name) {
        return;
    }
    for (constraint, key) in table.foreign_keys().filter(|(_, key)| key.on_delete == Action::Cascade) {
        let parent = &key.table;
        let is_person = tables.contact.has(&parent.name);
        let is_whose =
            is_person || parent.schema == "auth" || tables.profile.has(&parent.name) || tables.tenant.has(&parent.name);
        let deletes = |query: &&Query| query.op == Op::Delete && query.tables == [parent.name.clone()];
        let looks = |query: &Query| {
            let mut beside = project.queries_in(query.at.file).iter();
            beside.any(|other| other.function == query.function && other.tables.contains(&name.name))
        };
        let deletion =
            project.met_queries().filter(deletes).find(|query| !project.undoes_insert(query) && !looks(query));
        let (Some(deletion), Some(at), false) = (deletion, constraint.at.or(table.at), is_whose) else { continue };
        let column = constraint.columns.join(",");
        let message = format!(
            "the app deletes rows of {parent}, and their {} go with them: who took part, and what it is counted from, is gone",
            name.name
        );
        let finding = sink.report(at, format!("{name}.{column}"), message);
        finding.help(format!(
            "refuse the deletion while there are {} (on delete restrict), and offer to cancel or archive instead",
            name.name
        ));
        finding.place(deletion.at, "deleted here");
        return;
    }
}

/// Whether its rows record money or what was done.
fn is_history(project: &Project, name: &Name, table: &Table) -> bool {
    let vocab = &project.vocab;
    let has_amount = table.columns.iter().any(|c| vocab.columns.money.has(&c.name));
    let is_record = vocab.tables.money.has(&name.name) && has_amount
        || vocab.tables.audit.has(&name.name)
        || records_payment(project, name, table);
    is_record && !split(&name.name).iter().any(|w| vocab.words.no_records.has(w))
}

/// Whether a row says that so much was paid, whatever the table is called: an amount, and which payment it was. What is
/// sold, and who pays, have such columns too.
fn records_payment(project: &Project, name: &Name, table: &Table) -> bool {
    let (columns, tables) = (&project.vocab.columns, &project.vocab.tables);
    let is_other = tables.catalogue.has(&name.name) || tables.profile.has(&name.name) || tables.tenant.has(&name.name);
    let has_sum = table.columns.iter().any(|c| columns.money.has(&c.name) && !columns.offer.has(&c.name));
    !is_other && has_sum && table.columns.iter().any(|c| columns.payment_of.has(&c.name))
}

/// How bad it is to lose the records of a parent's row; `None` for parents that are records themselves: lines of an
/// order may go with it.
fn harm(project: &Project, table: &Table, parent: &Name) -> Option<Severity> {
    let tables = &project.vocab.tables;
    let has_amount = table.columns.iter().any(|c| project.vocab.columns.money.has(&c.name));
    let is_person = parent.schema == "auth" || tables.profile.has(&parent.name);
    if is_person && has_amount {
        Some(Severity::Medium)
    } else if is_person || has_amount && (tables.tenant.has(&parent.name) || tables.catalogue.has(&parent.name)) {
        // Whoever closes a whole shop, or takes an article off its list, seldom does so while anybody asks.
        Some(Severity::Low)
    } else {
        None
    }
}

/// Whether a trigger keeps rows from being deleted: then it is the parent that cannot be.
fn refuses_deletion(schema: &Schema, table: &Table) -> bool {
    let mut before = table
        .triggers
        .values()
        .filter(|t| t.enabled && t.timing == Timing::Before && t.events.contains(&Event::Delete));
    before.any(|trigger| {
        let mut bodies = schema.functions_named(&trigger.function).filter_map(|(_, f)| f.body.as_ref());
        bodies.any(|body| body.text.to_ascii_lowercase().contains("raise exception"))
    })
}
