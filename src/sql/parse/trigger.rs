//! Triggers, event triggers, rules.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    query::call,
    table::plain_value,
    tree::{Cx, child, children, code_tokens, has},
};
use crate::sql::statement::{
    CreateEventTrigger, CreateRule, CreateTrigger, ObjectName, StatementKind, TriggerEvent, TriggerTiming,
};

/// `CREATE TRIGGER`.
pub(super) fn create(node: &ast::CreateTrigger, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let timing = match child::<ast::Timing>(node)? {
        ast::Timing::TimingBefore(_) => TriggerTiming::Before,
        ast::Timing::TimingAfter(_) => TriggerTiming::After,
        ast::Timing::TimingInsteadOf(_) => TriggerTiming::InsteadOf,
    };
    let events = child::<ast::TriggerEventList>(node)?;
    let called = child::<ast::CallExpr>(node)?;
    let function = call(&called, cx)?.name;
    let is_deferrable = |o: ast::ConstraintOption| matches!(o, ast::ConstraintOption::DeferrableConstraintOption(_));
    Some(StatementKind::CreateTrigger(Box::new(CreateTrigger {
        name: cx.ident_in::<ast::Trigger>(node)?,
        or_replace: child::<ast::OrReplace>(node).is_some(),
        constraint: has(node, SyntaxKind::CONSTRAINT_KW),
        timing,
        events: children::<ast::TriggerEvent>(events.syntax()).map(|e| event(&e, cx)).collect(),
        table: relation(node, cx)?,
        for_each_row: child::<ast::ForEachRow>(node).is_some(),
        when: child::<ast::WhenCondition>(node).and_then(|w| cx.expr_in(w.syntax())),
        function,
        args: arguments(&called),
        deferrable: children::<ast::ConstraintOption>(node).any(is_deferrable),
        range: cx.range(node),
    })))
}

fn relation(node: &SyntaxNode, cx: Cx<'_>) -> Option<ObjectName> {
    child::<ast::OnRelation>(node).and_then(|on| cx.name_in::<ast::RelationNameRef>(on.syntax()))
}

/// All arguments of a trigger function are strings, however they are written.
fn arguments(called: &ast::CallExpr) -> Vec<String> {
    let list = called.arg_list();
    let args = list.into_iter().flat_map(|l| children::<ast::Arg>(l.syntax()));
    args.filter_map(|a| a.syntax().children().next()).map(|a| plain_value(&a)).collect()
}

fn event(event: &ast::TriggerEvent, cx: Cx<'_>) -> TriggerEvent {
    match event {
        ast::TriggerEvent::TriggerEventInsert(_) => TriggerEvent::Insert,
        ast::TriggerEvent::TriggerEventDelete(_) => TriggerEvent::Delete,
        ast::TriggerEvent::TriggerEventTruncate(_) => TriggerEvent::Truncate,
        ast::TriggerEvent::TriggerEventUpdate(node) => {
            TriggerEvent::Update(cx.idents_in::<ast::ColumnNameRef>(node.syntax()))
        }
    }
}

/// `CREATE EVENT TRIGGER`.
pub(super) fn create_event(node: &ast::CreateEventTrigger, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let event = child::<ast::EventTriggerEvent>(node)?;
    Some(StatementKind::CreateEventTrigger(CreateEventTrigger {
        name: cx.ident_in::<ast::EventTrigger>(node)?,
        event: cx.ident(event.syntax()).name,
        // A filter knows tags alone.
        tags: code_tokens(node)
            .filter(|token| token.kind() == SyntaxKind::STRING)
            .map(|token| token.text().trim_matches('\'').to_ascii_uppercase())
            .collect(),
        function: call(&child::<ast::CallExpr>(node)?, cx)?.name,
    }))
}

/// `CREATE RULE`.
pub(super) fn create_rule(node: &ast::CreateRule, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let on = child::<ast::RuleOn>(node)?;
    let event = child::<ast::RuleEvent>(on.syntax())?;
    let instead = child::<ast::RuleDo>(node);
    Some(StatementKind::CreateRule(Box::new(CreateRule {
        name: cx.ident_in::<ast::Rule>(node)?,
        or_replace: child::<ast::OrReplace>(node).is_some(),
        event: code_tokens(event.syntax()).next()?.text().to_ascii_lowercase(),
        table: cx.name_in::<ast::RelationNameRef>(on.syntax())?,
        instead: instead.is_some_and(|d| has(d.syntax(), SyntaxKind::INSTEAD_KW)),
    })))
}
