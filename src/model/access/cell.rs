//! One cell: grants, row security and policies of a table for one caller and command.

use std::collections::BTreeSet;

use super::{
    COMMANDS, Caller, Cause, Cell, PolicyReach, Verdict, Way,
    cases::{CALLER, Case, Cases, ROW},
    doubt::weighed,
    eval::{Evaluator, Stop},
    policy::Clause,
};
use crate::model::schema::{Command, Name, Part, Policy, Privileges, Schema, Switch, Table, TableKind, Unsure};

/// The cells of one caller, by table, in the order of the tables.
pub(super) fn judge(schema: &Schema, caller: Caller, tables: &[&Name]) -> Vec<Vec<(Command, Cell)>> {
    let mut evaluator = Evaluator::new(schema, caller);
    let mut of_table = |name: &Name| {
        let Some(table) = schema.table(name) else { return Vec::new() };
        let cells = COMMANDS.into_iter().map(|command| {
            evaluator.steps = 0;
            let cell = Judge { evaluator: &mut evaluator, name, table, command }.cell();
            (command, weighed(schema, caller, command, name, cell))
        });
        cells.collect()
    };
    tables.iter().map(|name| of_table(name)).collect()
}

struct Judge<'e, 'n, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    name: &'n Name,
    table: &'a Table,
    command: Command,
}

impl<'a> Judge<'_, '_, 'a> {
    fn cell(&mut self) -> Cell {
        let privilege = privilege(self.command);
        let role = self.evaluator.caller.role();
        if !self.evaluator.has_privilege(self.name, self.table, privilege) {
            let because = format!("{role} has no privilege to {} here", self.command.as_str());
            return if self.grants_are_known() {
                self.plain(Verdict::Denied, Some(Cause::Grant), because)
            } else {
                self.plain(Verdict::Unknown, None, "grants were changed in a way that cannot be read".to_owned())
            };
        }
        if self.table.kind == TableKind::Foreign {
            return self.plain(Verdict::Open, None, "row security cannot protect a foreign table".to_owned());
        }
        match self.table.row_security {
            Switch::Unknown => {
                self.plain(Verdict::Unknown, None, "whether row security is on cannot be read".to_owned())
            }
            Switch::Off if self.evaluator.schema.unsure.contains(&Unsure::RowSecurity) => {
                self.plain(Verdict::Unknown, None, "row security may be switched on by dynamic SQL".to_owned())
            }
            Switch::Off => {
                self.plain(Verdict::Open, None, format!("row security is off and {role} may {}", self.command.as_str()))
            }
            Switch::On => self.by_policies(),
        }
    }

    fn grants_are_known(&self) -> bool {
        self.table.knows(Part::Grants) && !self.evaluator.schema.unsure.contains(&Unsure::Grants)
    }

    fn plain(&self, verdict: Verdict, cause: Option<Cause>, because: String) -> Cell {
        let at = self.table.row_security_at.or(self.table.at);
        Cell { verdict, row_filtered: false, effective: verdict, because, cause, policies: Vec::new(), at }
    }

    fn by_policies(&mut self) -> Cell {
        if let Some(stop) = self.refusal() {
            return self.stopped(&stop);
        }
        let cases = match self.own_cases() {
            Ok(cases) => cases,
            Err(stop) => return self.stopped(&stop),
        };
        let effective = if matches!(self.command, Command::Update | Command::Delete) {
            match self.evaluator.visible(self.name, self.table) {
                Ok(visible) => verdict(&cases.and(&visible)).0,
                Err(Stop::Budget) => Verdict::Unknown,
                Err(_) => Verdict::Denied,
            }
        } else {
            verdict(&cases).0
        };
        let (verdict, row_filtered) = verdict(&cases);
        let policies = self.policies();
        let deciding = policies.iter().find(|reach| reach.verdict == verdict);
        let because = self.because(verdict, row_filtered, deciding);
        let at = deciding.and_then(|reach| reach.at).or(self.table.row_security_at).or(self.table.at);
        let cause = (verdict == Verdict::Denied).then_some(Cause::Policy);
        Cell { verdict, row_filtered, effective, because, cause, policies, at }
    }

    /// The cases in which this command reaches a row.
    fn own_cases(&mut self) -> Result<Cases, Stop> {
        match self.command {
            Command::Insert => self.expand(Clause::Check),
            Command::Update => {
                let reached = self.expand(Clause::Using)?;
                let written = self.expand(Clause::Check)?;
                Ok(reached.and(&chosen(&written)))
            }
            _ => self.expand(Clause::Using),
        }
    }

    /// Whether the statement is refused before any row is looked at. A change of rows finds them by the select policies,
    /// so that those end it too.
    fn refusal(&mut self) -> Option<Stop> {
        let (name, table) = (self.name, self.table);
        let reads = [(Command::Select, Clause::Using)];
        let own: &[_] = match self.command {
            Command::Insert => &[(Command::Insert, Clause::Check)],
            Command::Update => &[(Command::Update, Clause::Using), (Command::Update, Clause::Check)],
            Command::Delete => &[(Command::Delete, Clause::Using)],
            _ => &[],
        };
        let reads = if self.command == Command::Insert { &[][..] } else { &reads[..] };
        own.iter().chain(reads).find_map(|&(command, clause)| self.evaluator.refusal(name, table, command, clause))
    }

    fn expand(&mut self, clause: Clause) -> Result<Cases, Stop> {
        self.evaluator.expand(self.name, self.table, self.command, clause)
    }

    fn stopped(&self, stop: &Stop) -> Cell {
        match stop {
            Stop::Budget => self.plain(Verdict::Unknown, None, "its policies are too involved to follow".to_owned()),
            Stop::NoRight(what) => {
                let because = format!("its policies use {what}, which {} may not", self.evaluator.caller.role());
                self.plain(Verdict::Denied, Some(Cause::NoRight(what.clone())), because)
            }
            Stop::Recursion(tables) => {
                let names: Vec<String> = tables.iter().map(Name::to_string).collect();
                let because = format!("infinite recursion between the policies of {}", names.join(", "));
                self.plain(Verdict::Denied, Some(Cause::Recursion(tables.clone())), because)
            }
        }
    }

    /// What each permissive policy allows by itself, the widest first.
    fn policies(&mut self) -> Vec<PolicyReach> {
        let applicable = self.evaluator.applicable(self.table, self.command);
        let permissive = applicable.into_iter().filter(|policy| policy.permissive);
        let mut reaches: Vec<PolicyReach> = permissive.filter_map(|policy| self.reach(policy)).collect();
        reaches.sort_by_key(|reach| (std::cmp::Reverse(reach.verdict), reach.row_filtered, reach.policy.clone()));
        reaches
    }

    fn reach(&mut self, policy: &'a Policy) -> Option<PolicyReach> {
        let clause = if self.command == Command::Insert { Clause::Check } else { Clause::Using };
        let cases = self.evaluator.policy_cases(self.name, self.table, policy, clause).ok()??;
        let (verdict, row_filtered) = verdict(&cases);
        let mut ways: Vec<Way> = cases.iter().map(way).collect();
        ways.sort();
        ways.dedup();
        Some(PolicyReach { policy: policy.name.clone(), verdict, row_filtered, ways, at: policy.at })
    }

    fn because(&self, verdict: Verdict, row_filtered: bool, deciding: Option<&PolicyReach>) -> String {
        let policy = deciding.map(|reach| format!("policy \"{}\"", reach.policy));
        let policy = policy.as_deref().unwrap_or("the policies together");
        let caller = self.evaluator.caller.role();
        match verdict {
            Verdict::Denied if deciding.is_some() => format!("{policy} holds for no {caller} caller"),
            Verdict::Denied => format!("row security is on and no policy lets {caller} {}", self.command.as_str()),
            Verdict::Open if row_filtered => format!("{policy} asks something of the row, nothing of the caller"),
            Verdict::Open => format!("{policy} asks nothing that tells one {caller} from another"),
            Verdict::Scoped => format!("{policy} ties the row to the caller"),
            Verdict::Role => format!("{policy} asks the caller to hold a role"),
            Verdict::Unknown => format!("{policy} rests on something that cannot be read"),
        }
    }
}

/// What a role must hold to run a command.
pub(super) fn privilege(command: Command) -> Privileges {
    match command {
        Command::Select | Command::All => Privileges::SELECT,
        Command::Insert => Privileges::INSERT,
        Command::Update => Privileges::UPDATE,
        Command::Delete => Privileges::DELETE,
    }
}

/// What is asked of a new row that the caller writes himself: its columns are his choice, also the owner.
fn chosen(written: &Cases) -> Cases {
    written.map(|case| {
        let links = case.links.iter().map(|link| link & !ROW).filter(|link| link.count_ones() > 1).collect();
        let holds = case.holds || case.through;
        Case { links, holds, filtered: case.filtered & !ROW, ties: BTreeSet::new(), ..case.clone() }
    })
}

/// What one way in amounts to.
fn word(case: &Case) -> Verdict {
    if case.is_tied() {
        Verdict::Scoped
    } else if case.holds || case.links.iter().any(|link| link & CALLER != 0) {
        Verdict::Role
    } else if case.unknown {
        Verdict::Unknown
    } else {
        Verdict::Open
    }
}

fn way(case: &Case) -> Way {
    Way {
        verdict: word(case),
        needs_role: case.holds,
        through: case.through,
        columns: case.ties.iter().map(ToString::to_string).collect(),
    }
}

/// The widest of the cases, and whether it is open for some rows only.
pub(super) fn verdict(cases: &Cases) -> (Verdict, bool) {
    let widest = cases.iter().map(word).max().unwrap_or(Verdict::Denied);
    let is_whole = |case: &Case| word(case) == Verdict::Open && case.filtered & ROW == 0 && case.links.is_empty();
    (widest, widest == Verdict::Open && !cases.iter().any(is_whole))
}
