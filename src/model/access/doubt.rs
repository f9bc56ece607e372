//! Verdicts that statements which fail leave in doubt: where the database that users meet may have what the replay
//! refused, neither "nobody can" nor "everybody can" is known.

use super::{Caller, Cause, Cell, Verdict};
use crate::model::schema::{Command, Effect, Name, PUBLIC, Part, Schema, Switch, Table};

/// The cell as far as it is known: unknown, when statements that fail would have made it another.
pub(super) fn weighed(schema: &Schema, caller: Caller, command: Command, name: &Name, cell: Cell) -> Cell {
    if schema.withheld.is_empty() {
        return cell;
    }
    let unknown = Verdict::Unknown;
    if let Some(what) = reason(schema, caller, command, name, &cell) {
        let because = format!("{what} in the migrations; whether the live database has it cannot be told");
        return Cell { verdict: unknown, effective: unknown, because, cause: None, ..cell };
    }
    // Rows that are changed are found by the select policies.
    let is_hidden = cell.effective == Verdict::Denied && cell.verdict != Verdict::Denied;
    if is_hidden && schema.withheld.may_widen(name, Part::Policies, Command::Select) {
        return Cell { effective: unknown, ..cell };
    }
    cell
}

fn reason(schema: &Schema, caller: Caller, command: Command, name: &Name, cell: &Cell) -> Option<&'static str> {
    let table = schema.table(name)?;
    let denied = "a statement that would let callers in fails";
    let open = "a statement that would keep callers out fails";
    match cell.cause {
        Some(Cause::Policy) if schema.withheld.may_widen(name, Part::Policies, command) => return Some(denied),
        Some(Cause::Grant) if may(schema, name, caller, |effect| effect.widens) => return Some(denied),
        _ => {}
    }
    if cell.verdict != Verdict::Open {
        return None;
    }
    let is_protected = match table.row_security {
        Switch::Off => schema.withheld.may_narrow(name, Part::RowSecurity, command),
        _ => loses_its_policies(schema, command, (name, table), cell),
    };
    (is_protected || may(schema, name, caller, |effect| effect.narrows)).then_some(open)
}

/// Whether each policy that opens the table may be gone or another, or one more may restrict them all.
fn loses_its_policies(schema: &Schema, command: Command, (name, table): (&Name, &Table), cell: &Cell) -> bool {
    let applies = |effect: &Effect| effect.narrows && (effect.command.covers(command) || command == Command::All);
    let held: Vec<(&str, &Effect)> =
        schema.withheld.of(name, Part::Policies).filter(|(_, effect)| applies(effect)).collect();
    let restricts = |(policy, _): &(&str, &Effect)| !table.policies.contains_key(*policy);
    let mut opens = cell.policies.iter().filter(|reach| reach.verdict == Verdict::Open).peekable();
    let all_in_doubt =
        opens.peek().is_some() && opens.all(|reach| held.iter().any(|(policy, _)| *policy == reach.policy));
    all_in_doubt || held.iter().any(restricts)
}

/// Whether a grant or revoke that fails speaks of a caller's role.
fn may(schema: &Schema, name: &Name, caller: Caller, which: impl Fn(&Effect) -> bool) -> bool {
    let is_his = |roles: &str| roles.is_empty() || roles.split(',').any(|role| role == PUBLIC || role == caller.role());
    schema.withheld.of(name, Part::Grants).any(|(roles, effect)| which(effect) && is_his(roles))
}
