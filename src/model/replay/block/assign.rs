//! Assignments to the variables of a block.

use super::{Frame, select, value::Value};
use crate::sql::statement::SqlText;

/// Sets a variable, a field of one, or an element of one.
pub(super) fn assign(run: &mut Frame, target: &str, value: Value) {
    let target = target.trim();
    let (name, rest) = match target.find(['.', '[']) {
        Some(at) => target.split_at(at),
        None => (target, ""),
    };
    let name = crate::sql::statement::fold_identifier(name.trim());
    match rest.strip_prefix('.') {
        Some(field) => run.variables.set_field(&name, &crate::sql::statement::fold_identifier(field), value),
        None if rest.is_empty() => run.variables.set(&name, value),
        None => run.variables.set(&name, Value::Unknown),
    }
}

/// Sets the targets of `INTO` from a row: one record, or variables one by one. No row sets them to null.
pub(super) fn assign_row(run: &mut Frame, targets: &[SqlText], row: Option<&select::Row>) {
    let Some(row) = row else {
        for target in targets {
            assign(run, &target.text, Value::Null);
        }
        return;
    };
    if let [only] = targets
        && (row.len() != 1 || matches!(run.variables.get(&only.text), Some(Value::Row(_))) || run.is_record(&only.text))
    {
        assign(run, &only.text, Value::Row(std::sync::Arc::new(row.clone())));
        return;
    }
    for (target, (_, value)) in targets.iter().zip(row) {
        assign(run, &target.text, value.clone());
    }
}

impl Frame {
    /// Whether a variable holds records: it was declared as one, or is the variable of a loop.
    pub(super) fn is_record(&self, name: &str) -> bool {
        self.variables.get(name).is_none_or(|v| matches!(v, Value::Row(_)))
    }
}
