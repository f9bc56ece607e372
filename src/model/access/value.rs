//! Abstract values: what is known of the value of an expression for a caller, and when it has it.

use std::{collections::BTreeSet, rc::Rc};

use super::caller::Identity;
use super::cases::{CALLER, Cases, Nodes, Truth};

/// A value: alternatives, each with the cases in which it is that. No alternative: evaluating it is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Value(pub Vec<Alternative>);

/// One thing that a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alternative {
    pub when: Cases,
    pub atom: Atom,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Atom {
    /// Null.
    Null,
    /// This constant, as text; booleans are `true` and `false`.
    Const(Rc<str>),
    /// A number above zero.
    Positive,
    /// The caller's own id or address, which is in no row of anybody else.
    Own(Identity),
    /// Made from these rows, or from what the caller holds.
    Of(Made),
    /// The claims of the caller's token at this path.
    Claims(Rc<[Rc<str>]>),
    /// One of these: an array, or the rows of a query.
    Many(Rc<[Row]>),
    /// A condition.
    Truth(Box<Truth>),
    /// Not known.
    Unknown,
}

/// What a value is made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    pub nodes: Nodes,
    /// Something of the caller that no row of others holds is part of it.
    pub fresh: bool,
    /// Whether it is surely not null.
    pub not_null: bool,
    /// Columns of the judged row that it is made from.
    pub columns: BTreeSet<Rc<str>>,
}

/// A row of a query: when there is one, and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub when: Cases,
    pub columns: Vec<(Rc<str>, Value)>,
}

impl Value {
    pub(super) fn of(atom: Atom) -> Self {
        Self(vec![Alternative { when: Cases::always(), atom }])
    }

    pub(super) fn text(text: &str) -> Self {
        Self::of(Atom::Const(text.into()))
    }

    pub(super) fn null() -> Self {
        Self::of(Atom::Null)
    }

    pub(super) fn unknown() -> Self {
        Self::of(Atom::Unknown)
    }

    /// A value that the caller may hold, but does not by birth.
    pub(super) fn held() -> Self {
        let made = Made { nodes: CALLER, ..Made::default() };
        Self(vec![
            Alternative { when: Cases::always(), atom: Atom::Null },
            Alternative { when: Cases::always(), atom: Atom::Of(made) },
        ])
    }

    pub(super) fn truth(truth: Truth) -> Self {
        Self::of(Atom::Truth(Box::new(truth)))
    }

    /// The same where `when` holds.
    pub(super) fn given(&self, when: &Cases) -> Self {
        self.map(|alternative| {
            let when = alternative.when.and(when);
            (!when.is_never()).then(|| Alternative { when, atom: alternative.atom.clone() })
        })
    }

    pub(super) fn or(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(super) fn map(&self, change: impl Fn(&Alternative) -> Option<Alternative>) -> Self {
        Self(self.0.iter().filter_map(change).collect())
    }

    /// The constant that it is in every case.
    pub(super) fn as_const(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Alternative { atom: Atom::Const(text), .. }] => Some(text),
            _ => None,
        }
    }

    /// When it is true, false and null, as a condition.
    pub(super) fn as_truth(&self) -> Truth {
        let each = self.0.iter().map(|alternative| alternative.atom.as_truth().given(&alternative.when));
        each.fold(Truth::default(), |all, truth| all.merged(&truth))
    }

    /// When it is null.
    pub(super) fn null_cases(&self) -> Cases {
        let each = self.0.iter().map(|alternative| alternative.atom.null_cases().and(&alternative.when));
        each.fold(Cases::never(), |all, cases| all.or(&cases))
    }

    /// When it is not null.
    pub(super) fn not_null_cases(&self) -> Cases {
        let each = self.0.iter().map(|alternative| alternative.atom.not_null_cases().and(&alternative.when));
        each.fold(Cases::never(), |all, cases| all.or(&cases))
    }

    /// What a function of it is made from, null alternatives left aside.
    pub(super) fn made(&self) -> Option<Made> {
        let mut all = Made::default();
        for alternative in &self.0 {
            match &alternative.atom {
                Atom::Null | Atom::Const(_) | Atom::Positive => {}
                Atom::Unknown => return None,
                atom => all = all.with(&atom.made()?),
            }
        }
        Some(all)
    }
}

impl Made {
    pub(super) fn with(&self, other: &Self) -> Self {
        Self {
            nodes: self.nodes | other.nodes,
            fresh: self.fresh || other.fresh,
            not_null: self.not_null && other.not_null,
            columns: self.columns.union(&other.columns).cloned().collect(),
        }
    }

    /// All nodes, with the caller where something of his own is part of it.
    pub(super) fn all_nodes(&self) -> Nodes {
        if self.fresh { self.nodes | CALLER } else { self.nodes }
    }
}

impl Atom {
    /// What it is made from; `None` where that is not known.
    pub(super) fn made(&self) -> Option<Made> {
        Some(match self {
            Atom::Null | Atom::Const(_) | Atom::Positive => Made { not_null: true, ..Made::default() },
            Atom::Own(_) => Made { nodes: CALLER, fresh: true, not_null: true, columns: BTreeSet::new() },
            Atom::Of(made) => made.clone(),
            Atom::Claims(_) => Made { nodes: CALLER, ..Made::default() },
            Atom::Many(rows) => {
                let mut all = Made::default();
                for (_, value) in rows.iter().flat_map(|row| &row.columns) {
                    all = all.with(&value.made()?);
                }
                all
            }
            Atom::Truth(truth) => {
                let mut nodes = 0;
                for case in truth.yes.iter() {
                    nodes |= case.filtered | case.links.iter().fold(0, |all, link| all | link);
                    nodes |= if case.holds { CALLER } else { 0 };
                }
                Made { nodes, ..Made::default() }
            }
            Atom::Unknown => return None,
        })
    }

    fn as_truth(&self) -> Truth {
        match self {
            Atom::Null => Truth::null(),
            Atom::Const(text) => Truth::constant(matches!(&**text, "true" | "t" | "yes" | "on" | "1")),
            Atom::Positive => Truth::constant(true),
            Atom::Truth(truth) => (**truth).clone(),
            Atom::Unknown => Truth::unknown(),
            other => {
                other.made().map_or_else(Truth::unknown, |made| Truth::relation(made.all_nodes(), true, &made.columns))
            }
        }
    }

    fn null_cases(&self) -> Cases {
        match self {
            Atom::Null => Cases::always(),
            Atom::Const(_) | Atom::Positive | Atom::Own(_) | Atom::Many(_) => Cases::never(),
            Atom::Claims(path) => {
                if path.is_empty() {
                    Cases::never()
                } else {
                    Cases::always()
                }
            }
            Atom::Of(made) if made.not_null || made.fresh || made.nodes & CALLER != 0 => Cases::never(),
            Atom::Of(made) => Truth::relation(made.nodes, false, &made.columns).yes,
            Atom::Truth(truth) => truth.null.clone(),
            Atom::Unknown => Cases::unknown(),
        }
    }

    fn not_null_cases(&self) -> Cases {
        match self {
            Atom::Null => Cases::never(),
            Atom::Const(_) | Atom::Positive | Atom::Own(_) | Atom::Many(_) | Atom::Claims(_) => Cases::always(),
            Atom::Of(made) if made.nodes == CALLER && !made.fresh => Truth::relation(CALLER, true, &made.columns).yes,
            Atom::Of(made) if made.not_null || made.fresh || made.nodes & CALLER != 0 => Cases::always(),
            Atom::Of(made) => Truth::relation(made.nodes, false, &made.columns).yes,
            Atom::Truth(truth) => truth.yes.or(&truth.no),
            Atom::Unknown => Cases::unknown(),
        }
    }
}
